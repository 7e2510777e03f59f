import Catalogs
import Testing

@testable import Scoring

@Suite struct CardReadingTests {
    @Test func aGoodCardIsReadWhole() throws {
        let (card, problems) = try read(good)
        #expect(problems.isEmpty, "\(problems)")
        #expect(card?.curve == UtilityCurve(.logistic(b1: 0, b2: 1, b3: 2.28, b4: 0.67), after: .ln))
        #expect(card?.valid == 0.02...30 && card?.sigma == 15 && card?.provenance == .judgement && card?.count == 44)
    }

    @Test(arguments: [
        ("id: noise_sigma", "id: noise_sigmo", "card.yaml:1:5: error: no metric called 'noise_sigmo' (did you mean 'noise_sigma'?)"),
        ("version: 1", "version: 2", "card.yaml:2:10: error: the card is for version 2 of 'noise_sigma', which is at version 1"),
        ("unit: \"\"", "unit: dB", "card.yaml:3:7: error: the card says unit 'dB', the metric 'noise_sigma' says ''"),
        ("sigma: 15", "sigmas: 15", "card.yaml:6:1: error: unknown key 'sigmas' in a metric card (did you mean 'sigma'?)"),
        ("sigma: 15", "sigma: -1", "card.yaml:6:8: error: 'sigma' must be between 0.0 and 100.0, found -1"),
        ("valid: [0.02, 30]", "valid: [30, 0.02]", "card.yaml:5:8: error: 'valid' must rise from low to high"),
        ("valid: [0.02, 30]", "valid: [low, 30]", "card.yaml:5:8: error: 'valid' must be the numbers [low, high]"),
        ("judgement", "judgment", "card.yaml:7:13: error: 'provenance' must be one of fitted, literature, judgement, found \"judgment\""),
        ("logistic", "logistik", "card.yaml:4:15: error: 'type' must be one of logistic, target, monotone_cubic, none, found \"logistik\""),
        ("[0, 1, 2.28, 0.67]", "[0, 1, 2.28]", "card.yaml:4:33: error: 'params' must be the numbers [b1, b2, b3, b4]"),
        (
            "[0, 1, 2.28, 0.67]", "[0, 1.5, 2.28, 0.67]",
            "card.yaml:4:33: error: a logistic needs b1 and b2 in 0…1, not equal, and b4 other than 0"
        ),
        (
            "[0, 1, 2.28, 0.67]", "[0, 1, 2.28, 0]",
            "card.yaml:4:33: error: a logistic needs b1 and b2 in 0…1, not equal, and b4 other than 0"
        ),
        ("transform: ln", "transform: log", "card.yaml:4:64: error: 'transform' must be one of ln, neg_log10_1m, sqrt, found \"log\""),
        (
            "{type: logistic, params: [0, 1, 2.28, 0.67], transform: ln}", "{type: target, params: [5, 1, 2, 9]}",
            "card.yaml:4:31: error: a target needs lo ≤ tl ≤ th ≤ hi"
        ),
        (
            "{type: logistic, params: [0, 1, 2.28, 0.67], transform: ln}", "{type: monotone_cubic, params: [[0, 0]]}",
            "card.yaml:4:39: error: a monotone cubic needs two to eight knots [x, u]"
        ),
        (
            "{type: logistic, params: [0, 1, 2.28, 0.67], transform: ln}", "{type: monotone_cubic, params: [[0, 0], [1, 0.5], [2, 0.2]]}",
            "card.yaml:4:39: error: knots need rising x, and u in 0…1 that only rises or only falls"
        ),
    ])
    func whatIsWrongIsNamedWithItsPlace(_ original: String, _ replacement: String, _ expected: String) throws {
        let (_, problems) = try read(good.replacing(original, with: replacement))
        #expect(problems.contains { $0.description.hasPrefix(expected) }, "\(problems)")
    }

    @Test func allProblemsOfACardAreReportedAtOnce() throws {
        let (card, problems) = try read("id: psnrr\ncurve: 3\nsigma: many\nextra: 1\n")
        #expect(card == nil)
        #expect(problems.count >= 6, "\(problems)")
    }

    @Test(arguments: [
        "", "[]", "just text", "id: [1, 2]\n", "curve: {type: logistic, params: {b1: 1}}\n", "valid: [.nan, 1]\n", "params: *x\n",
    ])
    func hostileCardsGiveProblemsAndNeverACard(_ yaml: String) throws {
        do {
            let (card, problems) = try read(yaml)
            #expect(card == nil && !problems.isEmpty)
        } catch let error as Problems {
            #expect(!error.list.isEmpty)
        }
    }

    private let good = """
        id: noise_sigma
        version: 1
        unit: ""
        curve: {type: logistic, params: [0, 1, 2.28, 0.67], transform: ln}
        valid: [0.02, 30]
        sigma: 15
        provenance: judgement
        calibration: opinion
        n: 44
        """

    private func read(_ yaml: String) throws -> (MetricCard?, [Problem]) {
        var problems: [Problem] = []
        let card = MetricCard(try SettingsFile.parse(yaml, file: "card.yaml"), metrics: MetricCatalog.descriptions, problems: &problems)
        return (card, problems)
    }
}
