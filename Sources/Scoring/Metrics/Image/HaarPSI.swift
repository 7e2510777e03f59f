import Catalogs
import Media

/// Likeness of Haar wavelets on two fine scales, weighted by a coarser one, and of colour. Identical pictures give exactly 1.
struct HaarPSI: MappedMetric {
    static let name = "haarpsi"
    static let summary = "Likeness of wavelets and of colour at half size."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, 1), better: .higher)
    static let needs = Needs.reference
    static let source = "Reisenhofer, Bosse, Kutyniok, Wiegand 2018, Haar wavelet-based perceptual similarity index, with colour"
    static let mapScale = MapScale(ideal: 1, worst: 0, legend: "local similarity of wavelets and colour")

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        .value(try wavelets(candidate, reference, keepsMap: false).similarity)
    }

    /// A value for 2×2 pixels: the index as if the picture were only that place.
    func map(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> MetricMap {
        let wavelets = try wavelets(candidate, reference, keepsMap: true)
        return MetricMap(width: wavelets.width, height: wavelets.height, values: wavelets.map, scale: Self.mapScale)
    }

    private func wavelets(_ candidate: ImageAnalysis, _ reference: ImageAnalysis?, keepsMap: Bool) throws -> HaarSimilarity {
        let pair = try candidate.comparison(with: reference)
        let wavelets = HaarSimilarity(width: candidate.width, height: candidate.height, keepsMap: keepsMap)
        pair.forEachColourRow { _, row, other in wavelets.take(other, row) }
        return wavelets
    }
}
