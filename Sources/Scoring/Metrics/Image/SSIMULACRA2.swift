import Catalogs
import Media

/// Structure, ringing and blur on six scales of a perceptual colour space, weighted to agree with people on compressed
/// pictures: 90 can hardly be told apart, 70 high, 50 medium, 30 low, 10 very low quality, and below 0 it goes on.
/// Identical pictures give exactly 100. It matters which of the two is the reference.
struct SSIMULACRA2: MappedMetric {
    static let name = "ssimulacra2"
    static let summary = "Likeness on six scales of XYB, tuned on ratings of compressed pictures."
    static let version = 1
    static let scale = Scale(unit: "", in: (nil, 100), better: .higher)
    static let needs = Needs.reference
    static let source = "Sneyers 2023, SSIMULACRA 2.1; blur as an exact filter where the tool's recursion drifts"
    static let mapScale = MapScale(ideal: 0, worst: 0.5, legend: "structure error of brightness, finest scale")

    /// Pictures with transparency are seen over both of these, as by the tool, and the worse score counts; 0…255.
    private static let backgrounds: [Float] = [0.1 * 255, 0.9 * 255]
    private static let minimumSide = 8

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        let pair = try pair(candidate, reference)
        let hasAlpha = candidate.image.hasAlpha || pair.reference.image.hasAlpha
        let scores = Self.backgrounds.prefix(hasAlpha ? 2 : 1).map { background in
            let scales = XYBScale.cascade(width: candidate.width, height: candidate.height, atMost: SSIMULACRA2Weights.scales)
            feed(pair, over: background, to: scales[0])
            return SSIMULACRA2Weights.score(scales.map(\.norms))
        }
        return .value(scores.reduce(100, min))
    }

    func flags(of candidate: ImageAnalysis, against reference: ImageAnalysis?) -> [String] {
        var flags = candidate.flags(against: reference)
        if let flattened = flags.firstIndex(where: { $0.hasPrefix("alpha flattened") }) {
            flags[flattened] = "alpha seen over 0.1 and 0.9, the worse counts"
        }
        if min(candidate.width, candidate.height) < Self.smallSide { flags.append("small image: fewer than six scales") }
        return flags
    }

    /// Below it a scale is missing, and the weights land elsewhere.
    private static let smallSide = 113

    /// Structure error of the Y plane at full size, which is one of the 54 maps that the score is made of and the nearest to what
    /// a look at the pictures shows. Transparent places are seen over the darker background.
    func map(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> MetricMap {
        let scale = XYBScale(width: candidate.width, height: candidate.height, keepsMap: true)
        feed(try pair(candidate, reference), over: Self.backgrounds[0], to: scale)
        return MetricMap(width: scale.width, height: scale.height, values: scale.map, scale: Self.mapScale)
    }

    private func pair(_ candidate: ImageAnalysis, _ reference: ImageAnalysis?) throws -> PairAnalysis {
        let pair = try candidate.comparison(with: reference)
        try candidate.requireSide(atLeast: Self.minimumSide)
        return pair
    }

    private func feed(_ pair: PairAnalysis, over background: Float, to scale: XYBScale) {
        var reference = LightRow(of: pair.reference.image, over: background)
        var candidate = LightRow(of: pair.candidate.image, over: background)
        for y in 0..<scale.height {
            reference.read(y, scale.next(0), scale.next(1), scale.next(2))
            candidate.read(y, scale.next(3), scale.next(4), scale.next(5))
            scale.take()
        }
    }
}
