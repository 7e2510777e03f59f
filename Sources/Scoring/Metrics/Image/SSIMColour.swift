import Catalogs
import Media

/// `ssim` of red, green and blue, averaged: the usual "SSIM of an RGB picture", lower than on luma when colours are noisy.
/// Identical pictures give exactly 1.
struct SSIMColour: MappedMetric {
    static let name = "ssim_rgb"
    static let summary = "Structural similarity, mean of red, green and blue."
    static let version = 1
    static let scale = Scale(unit: "", in: (-1, 1), better: .higher)
    static let needs = Needs.reference
    static let source = "Wang, Bovik, Sheikh, Simoncelli 2004, per channel; scikit-image structural_similarity(channel_axis: 2)"
    static let mapScale = MapScale(ideal: 1, worst: 0, legend: "local similarity, mean of red, green and blue")

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        let channels = try channels(of: candidate, against: reference, keepsMap: false)
        return .value(channels.reduce(0) { $0 + $1.means.similarity } / 3)
    }

    /// A value a window, from the pixel in its middle: 5 pixels narrower than the picture on each side.
    func map(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> MetricMap {
        let channels = try channels(of: candidate, against: reference, keepsMap: true)
        let maps = channels.map(\.map)
        let values = maps[0].indices.map { (maps[0][$0] + maps[1][$0] + maps[2][$0]) / 3 }
        return MetricMap(width: channels[0].columns, height: channels[0].rows, values: values, scale: Self.mapScale)
    }

    /// Red, green and blue; the same three times for two gray pictures.
    private func channels(
        of candidate: ImageAnalysis, against reference: ImageAnalysis?, keepsMap: Bool
    ) throws -> [SimilarityScale] {
        let pair = try candidate.comparison(with: reference)
        try candidate.requireSide(atLeast: StructuralSimilarity.minimumSide)
        let isGray = candidate.isGray && pair.reference.isGray
        let scales = (0..<(isGray ? 1 : 3)).map { _ in
            SimilarityScale(width: candidate.width, height: candidate.height, keepsMap: keepsMap)
        }
        pair.forEachColourRow { _, row, other in
            scales[0].take(other.red, row.red)
            guard !isGray else { return }
            scales[1].take(other.green, row.green)
            scales[2].take(other.blue, row.blue)
        }
        return isGray ? [scales[0], scales[0], scales[0]] : scales
    }
}
