import Catalogs

/// Structural similarity of luma on five scales, each half the size of the one before, weighted by how well people see them.
/// Identical pictures give exactly 1.
struct MultiscaleSSIM: Metric {
    static let name = "ms_ssim"
    static let summary = "Structural similarity of luma on five scales."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, 1), better: .higher)
    static let needs = Needs.reference
    static let source = "Wang, Simoncelli, Bovik 2003; odd sizes as in piq multi_scale_ssim"

    /// Exponents of the scales, the finest first (section 3.2 of the paper).
    private static let weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
    /// The window must fit the coarsest scale: (11 − 1) · 2⁴ + 1.
    private static let minimumSide = 161

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        let pair = try candidate.comparison(with: reference)
        try candidate.requireSide(atLeast: Self.minimumSide)
        // The coarser ones first: another thread may be at the finest one, which `ssim` shares.
        let coarser = pair.coarserLuma
        let means = [pair.luma] + coarser
        let factors = means.dropLast().map(\.contrast) + means.suffix(1).map(\.similarity)
        // A negative mean (inverted structure) has no real power; as in the reference code it counts as 0.
        let product = zip(factors, Self.weights).reduce(1) { $0 * PortableMath.pow(max($1.0, 0), $1.1) }
        return .value(product)
    }
}
