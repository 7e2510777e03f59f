import Catalogs
import Media

/// Mean difference of colour, pixel by pixel: about 1 is just visible side by side. Blind to structure: a shift by one pixel and
/// a cast may read the same. Identical pictures give exactly 0.
struct CIEDE2000: MappedMetric {
    static let name = "ciede2000"
    static let summary = "Mean colour difference of the pixels, CIEDE2000."
    static let version = 1
    static let scale = Scale(unit: "ΔE", in: (0, nil), better: .lower)
    static let needs = Needs.reference
    static let source = "CIEDE2000 (ISO/CIE 11664-6) with kL = kC = kH = 1 of sRGB under D65; scikit-image deltaE_ciede2000"
    static let mapScale = MapScale(ideal: 0, worst: 20, legend: "colour difference ΔE (CIEDE2000)")

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        .value(try candidate.comparison(with: reference).colourDifference.mean)
    }

    /// A value a pixel.
    func map(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> MetricMap {
        let pair = try candidate.comparison(with: reference)
        var values: [Float] = []
        values.reserveCapacity(candidate.pixels)
        ColourDifference.forEachRow(of: pair) { values.append(contentsOf: UnsafeBufferPointer(start: $0, count: candidate.width)) }
        return MetricMap(width: candidate.width, height: candidate.height, values: values, scale: Self.mapScale)
    }
}
