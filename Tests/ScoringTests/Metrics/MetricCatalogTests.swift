import Catalogs
import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct MetricCatalogTests {
    @Test func misspeltNameGetsTheNearestOne() throws {
        var options = Options(of: "profile")
        #expect(MetricCatalog.makeImage("ms_sim", options: &options) == nil)
        let problem = try #require(options.problems.first)
        #expect(problem.message == "no metric called 'ms_sim'")
        #expect(problem.remedy == "did you mean 'ms_ssim'?")
    }

    @Test func metricOfTheOtherKindIsNamedAsSuch() {
        let problem = MetricCatalog.unknown("ssim", for: .audio)
        #expect(problem.message == "metric 'ssim' measures image, not audio")
    }

    @Test func descriptionsSurviveJSON() throws {
        let descriptions = MetricCatalog.descriptions
        let decoded = try JSONDecoder().decode([MetricDescription].self, from: JSONEncoder().encode(descriptions))
        #expect(decoded == descriptions)
        let psnr = try #require(descriptions.first { $0.name == "psnr" })
        #expect(psnr.unit == "dB" && psnr.better == .higher && psnr.needs == .reference && psnr.kind == .image && psnr.range.highest == nil)
    }

    @Test func valueThatIsNotFiniteBecomesAReason() {
        let picture = ImageAnalysis(SyntheticImage.flat(width: 1, height: 1, value: 0))
        var options = Options(of: "test")
        let missing = #expect(throws: Missing.self) { try Endless(options: &options).reading(of: picture).get() }
        #expect(missing == Missing(.failed, "the result is not a finite number", metric: "endless"))
    }
}

/// A metric with a mistake in it.
private struct Endless: Metric {
    static let name = "endless"
    static let summary = "Divides by zero."
    static let version = 1
    static let scale = Scale(unit: "", in: (nil, nil), better: .neutral)
    static let needs = Needs.nothing
    static let source = "none"

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) -> Scoring.Measurement { .value(1 / Double(picture.width - 1)) }
}
