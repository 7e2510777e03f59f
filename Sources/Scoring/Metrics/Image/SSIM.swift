import Catalogs

/// Likeness of local mean, contrast and structure of luma under an 11×11 Gaussian window, at full size (no shrinking first).
/// Identical pictures give exactly 1.
struct SSIM: Metric {
    static let name = "ssim"
    static let summary = "Structural similarity of luma, Gaussian window, full size."
    static let version = 1
    static let scale = Scale(unit: "", in: (-1, 1), better: .higher)
    static let needs = Needs.reference
    static let source = "Wang, Bovik, Sheikh, Simoncelli 2004; scikit-image structural_similarity with its Gaussian settings"

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        let reference = try candidate.matched(to: reference)
        try candidate.requireSide(atLeast: StructuralSimilarity.minimumSide)
        return .value(StructuralSimilarity.mean(.all, of: reference.luma, and: candidate.luma))
    }
}
