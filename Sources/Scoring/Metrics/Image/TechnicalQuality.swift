import Catalogs
import Foundation

/// How much of a picture is left by blur, noise, coding, resampling and the like, judged without the original: an estimate of
/// what SSIMULACRA2 would say if the original were known, 0 to 100.
///
/// It sees damage, not content: a sharp picture of nothing scores high, a soft portrait that was meant to be soft scores low.
struct TechnicalQuality: Metric {
    static let name = "technical_quality"
    static let summary = "Estimated freedom from technical damage, 0 to 100, without a reference."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, 100), better: .higher)
    static let needs = Needs.nothing
    static let source = "A model of bakeoff's own, fitted to SSIMULACRA2 by `bakeoff fit technical-quality`; scoring/models/README.md"

    /// More features than this share beyond the training pictures, and the estimate is a guess.
    private static let strangeShare = 0.1

    private let model: ModelFile<TechnicalQualityModel>

    init(options: inout Options) {
        model = ModelFile(options.text("model"), standard: "technical-quality-1.json")
    }

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) throws -> Measurement {
        .value(try model.model().estimate(features: picture.qualityFeatures.get().values))
    }

    func flags(of picture: ImageAnalysis, against _: ImageAnalysis?) -> [String] {
        let flags = picture.flags(against: nil)
        guard let model = try? model.model(), let features = try? picture.qualityFeatures.get() else { return flags }
        return flags + [model.id]
            + (model.strangeness(of: features) > Self.strangeShare ? ["unlike the pictures the model was fitted to"] : [])
    }
}
