import Catalogs
import Media

/// How unevenly edges and colours suffered: the deviation of their similarity, on pictures shrunk to a smaller side near 256.
/// Identical pictures give exactly 0. It matters which of the two is the reference.
struct MDSI: MappedMetric {
    static let name = "mdsi"
    static let summary = "Deviation of gradient and chroma similarity over the shrunk picture."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .lower)
    static let needs = Needs.reference
    static let source = "Nafchi, Shahkolaei, Hedjam, Cheriet 2016, mean deviation similarity index; rounding of sizes as in piq mdsi"
    static let mapScale = MapScale(ideal: 1, worst: 0, legend: "local similarity of gradients and colour")

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        .value(try similarity(candidate, reference).deviation)
    }

    /// A value for k×k pixels, k being the smaller side over 256, rounded; it may leave the scale on either side.
    func map(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> MetricMap {
        let similarity = try similarity(candidate, reference)
        return MetricMap(width: similarity.width, height: similarity.height, values: similarity.map, scale: Self.mapScale)
    }

    private func similarity(_ candidate: ImageAnalysis, _ reference: ImageAnalysis?) throws -> GradientChromaSimilarity {
        let pair = try candidate.comparison(with: reference)
        let similarity = GradientChromaSimilarity(width: candidate.width, height: candidate.height)
        pair.forEachColourRow { _, row, other in similarity.take(other, row) }
        return similarity
    }
}
