import Catalogs

/// Share of blocks that look impaired (an even run along an edge) or noisy, among those with anything in them; 0 is best.
struct PIQE: Metric {
    static let name = "piqe"
    static let summary = "Share of visible blocks with block edges or noise, 0 to 100, lower is better."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, 100), better: .lower)
    static let needs = Needs.nothing
    static let source =
        "Venkatanath, Praneeth, Bh, Channappayya, Medasani 2015, Blind image quality evaluation (PIQE)"

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) throws -> Measurement {
        try picture.requireSide(atLeast: ImpairedBlocks.side)
        return .value(try ImpairedBlocks(of: picture).score)
    }
}
