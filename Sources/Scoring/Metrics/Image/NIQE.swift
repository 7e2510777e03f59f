import Catalogs

/// Distance of the picture's patches from those of undamaged photographs: about 2 for a good photograph, 20 for a ruined one.
/// Styles that are not photographs read as damage.
struct NIQE: Metric {
    static let name = "niqe"
    static let summary = "Distance from the statistics of undamaged photographs, about 2 to 20, lower is better."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .lower)
    static let needs = Needs.nothing
    static let source = "Mittal, Soundararajan, Bovik 2013, IEEE SPL 20(3); model of the NIQE Software Release, LIVE 2012"

    private static let leastPatches = 4

    private let model: ModelFile<NaturalSceneModel>

    /// `model: free` is the model fitted here; any other text is the path of one.
    init(options: inout Options) {
        let own = options.text("model")
        model = own == "free" ? ModelFile(nil, standard: "niqe-free-1.json") : ModelFile(own, standard: "niqe-live-2012.json")
    }

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) throws -> Measurement {
        let side = NaturalPatches.side
        guard picture.width >= 2 * side, picture.height >= 2 * side else {
            throw Missing(.failed, "fewer than \(Self.leastPatches) patches of \(side) × \(side)")
        }
        let patches = picture.naturalPatches.features
        guard patches.count >= Self.leastPatches else {
            throw Missing(.failed, "fewer than \(Self.leastPatches) patches of \(side) × \(side) that are not blank")
        }
        return .value(PatchDistribution(patches).distance(from: try model.model()))
    }

    func flags(of picture: ImageAnalysis, against _: ImageAnalysis?) -> [String] {
        picture.flags(against: nil) + ((try? model.model()).map { [$0.id] } ?? [])
    }
}
