import Catalogs

/// `ssim` of red, green and blue, averaged: the usual "SSIM of an RGB picture", lower than on luma when colours are noisy.
/// Identical pictures give exactly 1.
struct SSIMColour: Metric {
    static let name = "ssim_rgb"
    static let summary = "Structural similarity, mean of red, green and blue."
    static let version = 1
    static let scale = Scale(unit: "", in: (-1, 1), better: .higher)
    static let needs = Needs.reference
    static let source = "Wang, Bovik, Sheikh, Simoncelli 2004, per channel; scikit-image structural_similarity(channel_axis: 2)"

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        let reference = try candidate.matched(to: reference)
        try candidate.requireSide(atLeast: StructuralSimilarity.minimumSide)
        // Three equal channels of a gray pair need one pass, and the same sum as three.
        let planes = candidate.isGray && reference.isGray ? 1 : 3
        let means = (0..<planes).map { StructuralSimilarity.mean(.all, of: reference.channels[$0], and: candidate.channels[$0]) }
        return .value((means[0] + means[planes / 2] + means[planes - 1]) / 3)
    }
}
