import Catalogs
import Media

/// How unevenly edges suffered: the spread of gradient similarity over luma at half size. Blind to colour and to what changes
/// brightness or contrast evenly. Identical pictures give exactly 0.
struct GMSD: MappedMetric {
    static let name = "gmsd"
    static let summary = "Deviation of gradient similarity over luma at half size."
    static let version = 1
    /// No values within 0…1 have a larger standard deviation than 0.5.
    static let scale = Scale(unit: "", in: (0, 0.5), better: .lower)
    static let needs = Needs.reference
    static let source = "Xue, Zhang, Mou, Bovik 2014, gradient magnitude similarity deviation; odd sizes as in piq gmsd"
    static let mapScale = MapScale(ideal: 1, worst: 0, legend: "local similarity of gradients")

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        .value(try gradients(candidate, reference, keepsMap: false).deviation)
    }

    /// A value for 2×2 pixels.
    func map(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> MetricMap {
        let gradients = try gradients(candidate, reference, keepsMap: true)
        return MetricMap(width: gradients.width, height: gradients.height, values: gradients.map, scale: Self.mapScale)
    }

    private func gradients(_ candidate: ImageAnalysis, _ reference: ImageAnalysis?, keepsMap: Bool) throws -> GradientDeviation {
        let pair = try candidate.comparison(with: reference)
        let gradients = GradientDeviation(width: candidate.width, height: candidate.height, keepsMap: keepsMap)
        pair.forEachLumaRow { _, row, other in gradients.take(other, row) }
        return gradients
    }
}
