import Catalogs
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct GateTests {
    @Test func allConditionsMustHold() throws {
        let rule = try #require(try ScoringData.load().gates.rule("clipped", for: .audio))
        func hit(_ clipping: Double?, _ peak: Double?) -> GateHit? {
            rule.hit { ["clipping": clipping, "true_peak": peak][$0] ?? nil }
        }
        #expect(hit(0.002, 0.3)?.cap == 50)
        #expect(hit(0.002, 0.3)?.message == "clipped: a share of 0.002 of the samples, true peak 0.3 dBTP")
        #expect(hit(0.002, -0.2) == nil && hit(0.001, 0.3) == nil)
        #expect(hit(0.002, nil) == nil, "a number that is absent trips no gate")
    }

    @Test func boundsMayBeMultiplesOfAFactAndOfEitherSign() throws {
        let gates = try ScoringData.load().gates
        let band = try #require(gates.rule("band_limited", for: .audio))
        #expect(band.hit { ["bandwidth": 8000, "nyquist_frequency": 24_000][$0] } != nil)
        #expect(band.hit { ["bandwidth": 19_300, "nyquist_frequency": 24_000][$0] } == nil)
        let offset = try #require(gates.rule("dc_offset", for: .audio))
        #expect(offset.hit { ["dc_offset": -0.006][$0] } != nil && offset.hit { ["dc_offset": -0.004][$0] } == nil)
    }

    @Test func everyGateOfAProfileExistsAndEveryFatalOneLeavesNothing() throws {
        let data = try ScoringData.load()
        for profile in data.profiles {
            for name in profile.gates { #expect(data.gates.rule(name, for: profile.kind) != nil, "\(profile.name): \(name)") }
        }
        for rule in data.gates.rules { #expect((rule.severity == .cap) == (rule.cap != nil)) }
    }

    @Test func factsHaveNamesOfTheirOwn() {
        let names = GateFacts.names(for: .image) + GateFacts.names(for: .audio) + MetricCatalog.descriptions.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(GateFacts.names(for: .text).isEmpty)
    }

    @Test(arguments: [
        (
            "image: {x: {severity: fatal, when: {luma_sprad: {below: 1}}, says: a}}",
            "g.yaml:1:37: error: no metric or fact called 'luma_sprad' (did you mean 'luma_spread'?)"
        ),
        (
            "image: {x: {severity: fatal, when: {luma_spread: {under: 1}}, says: a}}",
            "g.yaml:1:51: error: unknown key 'under' in the condition on 'luma_spread'"
        ),
        (
            "image: {x: {severity: fatal, when: {luma_spread: {below: 1, above: 2}}, says: a}}",
            "g.yaml:1:50: error: the condition on 'luma_spread' needs one of"
        ),
        (
            "image: {x: {severity: cap, when: {luma_spread: {below: 1}}, says: a}}",
            "g.yaml:1:23: error: 'cap' belongs to severity 'cap' and to no other"
        ),
        (
            "image: {x: {severity: warn, cap: 5, when: {luma_spread: {below: 1}}, says: a}}",
            "g.yaml:1:34: error: 'cap' belongs to severity 'cap' and to no other"
        ),
        (
            "image: {x: {severity: deadly, when: {luma_spread: {below: 1}}, says: a}}",
            "g.yaml:1:23: error: 'severity' must be one of fatal, cap, warn"
        ),
        ("image: {x: {severity: warn, says: a}}", "g.yaml:1:12: error: gate 'x' needs 'when'"),
        (
            "image: {x: {severity: warn, when: {luma_spread: {below: 1}}, says: \"{mean}\"}}",
            "g.yaml:1:68: error: 'says' names {mean}, which is not under 'when'"
        ),
        (
            "audio: {x: {severity: warn, when: {bandwidth: {below: 1, times: nyquist}}, says: a}}",
            "g.yaml:1:65: error: no metric or fact called 'nyquist' (did you mean 'nyquist_frequency'?)"
        ),
        ("image: [1]", "g.yaml:1:8: error: 'image' must map names to gates, found a list"),
        ("video: {}", "g.yaml:1:1: error: unknown key 'video' in gates.yaml"),
    ])
    func whatIsWrongIsNamedWithItsPlace(_ yaml: String, _ expected: String) throws {
        var problems: [Problem] = []
        let book = GateBook(try SettingsFile.parse(yaml, file: "g.yaml"), metrics: MetricCatalog.descriptions, problems: &problems)
        #expect(problems.contains { $0.description.hasPrefix(expected) }, "\(problems)")
        #expect(book.rules.isEmpty)
    }

    @Test func aTransparentPixelIsCountedAndAFullAlphaChannelIsNot() {
        let opaque = SyntheticImage.scene(width: 16, height: 16, channels: 4)
        #expect(TransparentShare.value(of: ImageAnalysis(opaque)) == 0)
        #expect(TransparentShare.value(of: ImageAnalysis(opaque.withAlpha(254))) == 1)
        #expect(TransparentShare.value(of: ImageAnalysis(SyntheticImage.scene(width: 16, height: 16))) == 0)
    }

    /// 0.4 and −0.4 cancel; two equal channels lose nothing; one silent channel of two loses half the amplitude, 6.02 dB.
    @Test func downmixLossTellsAntiPhaseFromAnEmptyChannel() throws {
        func loss(_ frames: [[Float]]) throws -> Double {
            let clip = AudioClip(
                sampleRate: 48_000, channels: 2, samples: Array(repeating: frames.flatMap { $0 }, count: 50).flatMap { $0 })
            return try #require(DownmixLoss.value(of: AudioAnalysis(clip)))
        }
        #expect(try loss([[0.4, -0.4], [-0.4, 0.4]]) == 120)
        #expect(try abs(loss([[0.4, 0.4], [-0.4, -0.4]])) < 1e-9)
        #expect(try abs(loss([[0.4, 0], [-0.4, 0]]) - 6.0205999) < 1e-6)
    }

    @Test(arguments: [
        (0, "0"), (0.5, "0.5"), (-0.005_012_3, "-0.00501"), (12.345, "12.3"), (99.96, "100"), (22_050, "22050"), (1e300, "1e+300"),
    ])
    func numbersInSentencesAreShort(_ number: Double, _ expected: String) {
        #expect(number.brief == expected)
    }
}
