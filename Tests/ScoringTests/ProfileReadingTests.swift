import Catalogs
import Testing

@testable import Scoring

@Suite struct ProfileReadingTests {
    @Test func weightsAreBroughtToASumOfOneInFileOrder() throws {
        let (profile, problems) = try read(good.replacing("weight: 0.4", with: "weight: 4").replacing("weight: 0.6", with: "weight: 6"))
        #expect(problems.isEmpty, "\(problems)")
        let aspects = try #require(profile?.aspects)
        #expect(aspects.map(\.name) == ["sharpness", "noise"])
        #expect(aspects.map(\.weight) == [0.4, 0.6])
        #expect(abs(try #require(profile?.weight(of: "tenengrad")) - 0.4 * 0.25) < 1e-15)
        #expect(profile?.weight(of: "psnr") == nil)
    }

    @Test(arguments: [
        ("noise_sigma: 1", "noise_sigme: 1", "p.yaml:12:15: error: no metric called 'noise_sigme' (did you mean 'noise_sigma'?)"),
        ("noise_sigma: 1", "true_peak: 1", "p.yaml:12:15: error: metric 'true_peak' measures audio, not image"),
        ("noise_sigma: 1", "colorfulness: 1", "p.yaml:12:15: error: metric 'colorfulness' only describes: its card gives no worth"),
        ("noise_sigma: 1", "tenengrad: 1", "p.yaml:12:15: error: metric 'tenengrad' has weight twice"),
        ("noise_sigma: 1", "noise_sigma: -1", "p.yaml:12:28: error: the weight of 'noise_sigma' must be a number above 0, found \"-1\""),
        ("noise_sigma: 1", "noise_sigma: all", "p.yaml:12:28: error: the weight of 'noise_sigma' must be a number above 0, found \"all\""),
        ("weight: 0.6", "weight: 0", "p.yaml:11:13: error: 'weight' must be above 0, found 0.0"),
        ("weight: 0.6", "wieght: 0.6", "p.yaml:11:5: error: unknown key 'wieght' in aspect 'noise' (did you mean 'weight'?)"),
        ("[blank]", "[blanc]", "p.yaml:13:9: error: no gate called 'blanc' for image (did you mean 'blank'?)"),
        ("[blank]", "[silent]", "p.yaml:13:9: error: no gate called 'silent' for image"),
        ("rests_on: descriptors", "rests_on: descriptor", "p.yaml:4:11: error: 'rests_on' must hold words among descriptors"),
        ("rests_on: descriptors", "rests_on: []", "p.yaml:4:11: error: 'rests_on' must name at least one basis"),
        ("kind: image", "kind: video", "p.yaml:3:7: error: 'kind' must be one of image, audio, found \"video\""),
        ("name: tests", "name: My Tests", "p.yaml:1:7: error: a profile's name is lower-case words joined by '-'"),
        ("claims:", "claim:", "p.yaml:5:1: error: unknown key 'claim' in a scoring profile (did you mean 'claims'?)"),
    ])
    func whatIsWrongIsNamedWithItsPlace(_ original: String, _ replacement: String, _ expected: String) throws {
        let (profile, problems) = try read(good.replacing(original, with: replacement))
        #expect(profile == nil)
        #expect(problems.contains { $0.description.hasPrefix(expected) }, "\(problems)")
    }

    @Test func judgementMayHoldATenthUnlessTheProfileOwnsUpToDescriptors() throws {
        let (_, problems) = try read(good.replacing("rests_on: descriptors", with: "rests_on: learned_scorers"))
        #expect(problems.count == 2, "\(problems)")
        #expect(
            problems.first?.message == "'laplacian_variance' holds 30 % of profile 'tests', but its curve is judgement and may hold 10 %")
        #expect(problems.first?.remedy?.contains("rests_on: descriptors") == true)
    }

    @Test func metricsThatMakeNoSenseNeedAReason() throws {
        let (profile, problems) = try read(good + "\nnot_applicable: {tenengrad: textures are expected}")
        #expect(problems.isEmpty, "\(problems)")
        #expect(profile?.notApplicable == ["tenengrad": "textures are expected"])
        let (_, wrong) = try read(good + "\nnot_applicable: {tenengrat: [1]}")
        #expect(wrong.count == 2, "\(wrong)")
    }

    @Test(arguments: ["", "[1, 2]", "name: a\n", "aspects: []\n", "aspects: {a: 3}\n", "aspects: {a: {weight: 1}}\n", "gates: 4\n"])
    func hostileProfilesGiveProblemsAndNeverAProfile(_ yaml: String) throws {
        let (profile, problems) = try read(yaml)
        #expect(profile == nil && !problems.isEmpty)
    }

    private let good = """
        name: tests
        summary: for tests
        kind: image
        rests_on: descriptors
        claims: sharper
        aspects:
          sharpness:
            weight: 0.4
            metrics: {laplacian_variance: 3, tenengrad: 1}
          noise:
            weight: 0.6
            metrics: {noise_sigma: 1}
        gates: [blank]
        """

    private func read(_ yaml: String) throws -> (ScoringProfile?, [Problem]) {
        let data = try ScoringData.load()
        var problems: [Problem] = []
        let profile = ScoringProfile(
            try SettingsFile.parse(yaml, file: "p.yaml"), cards: data.cards, gates: data.gates, metrics: MetricCatalog.descriptions,
            problems: &problems)
        return (profile, problems)
    }
}
