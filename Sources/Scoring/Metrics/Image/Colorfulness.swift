import Catalogs

/// Spread and strength of the opponent colours; it follows what people call colourful (0 none, 15 slight, 33 moderate,
/// 45 average, 59 quite, 82 high, 109 extreme), not what they like. A gray picture gives 0.
struct Colorfulness: Metric {
    static let name = "colorfulness"
    static let summary = "How colourful the picture is, from 0 for gray to about 110."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .neutral)
    static let needs = Needs.nothing
    static let source = "Hasler, Süsstrunk 2003, Measuring Colourfulness in Natural Images, measure M3"

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) -> Measurement {
        let rg = picture.pixelStatistics.redGreen, yb = picture.pixelStatistics.yellowBlue
        let spread = (rg.variance + yb.variance).squareRoot()
        let strength = (rg.mean * rg.mean + yb.mean * yb.mean).squareRoot()
        return .value(spread + 0.3 * strength)
    }
}
