import Catalogs

/// How far the picture is from undistorted photographs, by a model trained on people's ratings of blur, noise and compression.
/// 0 is best and 100 worst on the training pictures; values beyond both are legal and are not clamped.
struct BRISQUE: Metric {
    static let name = "brisque"
    static let summary = "Blur, noise and coding damage by natural-scene statistics, about 0 to 100, lower is better."
    static let version = 1
    static let scale = Scale(unit: "", in: (nil, nil), better: .lower)
    static let needs = Needs.nothing
    static let source = "Mittal, Moorthy, Bovik 2012, IEEE TIP 21(12); model of the BRISQUE Software Release, LIVE 2011"

    /// Of the published files.
    private static let digests = (
        model: "8b04d6045f1b27261610c8ab1730fdcc14ec80bfab0f1ab5f703bbc2927314de",
        range: "e47d753d96b631e1aa2dbac8c4e51ade767f2def8ce678c7130b6b3f90ee915f"
    )
    /// Beyond this share of exactly flat pixels every implementation gives another number.
    private static let flatLimit = 0.1

    private let model: ModelFile<SupportVectors>
    private let id: String

    init(options: inout Options) {
        let own = options.text("model")
        id = own.map { "brisque/\($0)" } ?? "brisque/live-2011"
        let isOwn = own != nil
        model = ModelFile(own, standard: "brisque-live-2011") { folder in
            try SupportVectors(folder: folder, inputs: 36, digests: isOwn ? nil : Self.digests)
        }
    }

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) throws -> Measurement {
        guard let features = picture.naturalScene.features else {
            throw Missing(.failed, "blank or nearly: the statistics of neighbours are not defined")
        }
        return .value(try model.model()(features))
    }

    func flags(of picture: ImageAnalysis, against _: ImageAnalysis?) -> [String] {
        let flags = picture.flags(against: nil) + [id]
        let flat = picture.naturalScene.flatShare
        guard flat > Self.flatLimit else { return flags }
        return flags + ["out of model: \(Int((flat * 100).rounded())) % of the picture is exactly flat"]
    }
}
