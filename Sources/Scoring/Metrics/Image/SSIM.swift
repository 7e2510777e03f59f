import Catalogs
import Media

/// Likeness of local mean, contrast and structure of luma under an 11×11 Gaussian window, at full size (no shrinking first).
/// Identical pictures give exactly 1.
struct SSIM: MappedMetric {
    static let name = "ssim"
    static let summary = "Structural similarity of luma, Gaussian window, full size."
    static let version = 1
    static let scale = Scale(unit: "", in: (-1, 1), better: .higher)
    static let needs = Needs.reference
    static let source = "Wang, Bovik, Sheikh, Simoncelli 2004; scikit-image structural_similarity with its Gaussian settings"
    static let mapScale = MapScale(ideal: 1, worst: 0, legend: "local similarity of luma")

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        .value(try pair(candidate, reference).luma.similarity)
    }

    /// A value a window, from the pixel in its middle: 5 pixels narrower than the picture on each side.
    func map(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> MetricMap {
        let pair = try pair(candidate, reference)
        let scale = SimilarityScale(width: candidate.width, height: candidate.height, keepsMap: true)
        pair.forEachLumaRow { _, row, other in scale.take(other, row) }
        return MetricMap(width: scale.columns, height: scale.rows, values: scale.map, scale: Self.mapScale)
    }

    private func pair(_ candidate: ImageAnalysis, _ reference: ImageAnalysis?) throws -> PairAnalysis {
        let pair = try candidate.comparison(with: reference)
        try candidate.requireSide(atLeast: StructuralSimilarity.minimumSide)
        return pair
    }
}
