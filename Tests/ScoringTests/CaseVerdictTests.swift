import Foundation
import Testing

@testable import Scoring

@Suite struct CaseVerdictTests {
    @Test(arguments: [(5.0, CaseVerdict.Label.clear), (4.999, .slight), (2, .slight), (1.999, .tie), (0, .tie)])
    func labelsFollowTheLead(_ lead: Double, _ label: CaseVerdict.Label) {
        let verdict = CaseVerdict([("a", one(50 + lead)), ("b", one(50))], under: single)
        #expect(verdict.label == label)
        #expect(verdict.winner == "a" && verdict.runnerUp == "b")
        #expect(abs((verdict.margin ?? .nan) - lead) < 1e-9)
    }

    /// Expected numbers: Python 3.11, statistics.NormalDist().cdf(lead / 10).
    @Test(arguments: [(0.0, 0.5), (2, 0.579259709439103), (5, 0.6914624612740131), (11.2, 0.8686431189572692), (60, 0.9999999990134123)])
    func confidenceIsTheNormalDistributionOfTheLead(_ lead: Double, _ expected: Double) {
        let verdict = CaseVerdict([("a", one(35 + lead)), ("b", one(35))], under: single)
        #expect(abs((verdict.confidence ?? .nan) - expected) < 1e-9)
    }

    @Test func theWinnerOfAQualityTieIsStillTheBetterOne() {
        let verdict = CaseVerdict([("a", one(50)), ("b", one(51))], under: single)
        #expect(verdict.label == .tie && verdict.winner == "b" && verdict.decidedBy == .quality)
        #expect(
            verdict.reason
                == "too close to call: b +1.0 over a, 51.0 to 50.0; taken for the higher quality; rests on signal descriptors alone")
    }

    @Test func equalQualitiesGoToFewerWarnings() {
        let warned = one(50, gates: [GateHit(gate: "w", severity: .warn, message: "")])
        let verdict = CaseVerdict([("a", warned), ("b", one(50))], under: single)
        #expect(verdict.winner == "b" && verdict.decidedBy == .warnings && verdict.label == .tie)
        #expect(verdict.reason.contains("taken for fewer warnings, 0 against 1"))
    }

    @Test func equalWarningsGoToTheFirstAspect() {
        let profile = ScoringProfile.made([("a", 0.5, ["p": 1]), ("b", 0.5, ["q": 1])])
        let first = Scorecard.made(["p": 0.4, "q": 0.8], under: profile)
        let second = Scorecard.made(["p": 0.8, "q": 0.4], under: profile)
        let verdict = CaseVerdict([("one", first), ("two", second)], under: profile)
        #expect(verdict.winner == "two" && verdict.decidedBy == .firstAspect && verdict.label == .tie)
        #expect(verdict.reason.contains("taken for the higher a"))
    }

    @Test func identicalOutputsGoByDeclaredOrderAndSaySo() {
        let verdict = CaseVerdict([("b", one(50)), ("a", one(50)), ("c", one(50))], under: single)
        #expect(verdict.winner == "b" && verdict.runnerUp == "a" && verdict.decidedBy == .declaredOrder)
        #expect(verdict.label == .tie && verdict.confidence == 0.5)
        #expect(verdict.reason.contains("because it is declared first"))
    }

    @Test func aSingleEligibleOutputWinsWithoutConfidence() {
        let verdict = CaseVerdict([("a", one(90, gates: [fatal])), ("b", one(10))], under: single)
        #expect(verdict.winner == "b" && verdict.decidedBy == .onlyEligible && verdict.confidence == nil && verdict.margin == nil)
        #expect(verdict.reason == "b is the only eligible output; out: a (the picture is blank)")
    }

    @Test func nothingEligibleIsSaidAndNothingIsInvented() {
        let verdict = CaseVerdict([("a", one(90, gates: [fatal]))], under: single)
        #expect(verdict.label == .noEligibleOutput && verdict.winner == nil && verdict.decidedBy == nil)
        #expect(verdict.reason == "no eligible output: a (the picture is blank)")
        #expect(CaseVerdict([], under: single).reason == "no output was produced")
    }

    @Test func anOutputWithoutQualityDoesNotEmptyTheComparisonOfTheOthers() {
        let verdict = CaseVerdict([("none", .made([:], under: single)), ("a", one(60)), ("b", one(50))], under: single)
        #expect(verdict.winner == "a" && verdict.runnerUp == "b" && verdict.label == .clear)
        #expect(verdict.compared.keys.sorted() == ["a", "b"])
    }

    @Test func withoutAnyQualityNothingIsClaimed() {
        let empty = Scorecard.made([:], under: single)
        let verdict = CaseVerdict([("a", empty), ("b", empty)], under: single)
        #expect(verdict.label == .tie && verdict.winner == "a" && verdict.decidedBy == .declaredOrder)
        #expect(verdict.margin == nil && verdict.confidence == nil && verdict.contributions == nil)
        #expect(verdict.reason.hasPrefix("the outputs share too few readings for a quality"))
    }

    @Test func theReasonNamesClaimLeadPartsAndBasis() {
        let a = Scorecard.made(["p": 0.9, "q": 0.7, "r": 0.8, "s": 0.4, "t": 0.6])
        let b = Scorecard.made(["p": 0.6, "q": 0.9, "r": 0.85, "s": 0.5, "t": 0.2])
        let verdict = CaseVerdict([("flux", a), ("soft", b)], under: .worked)
        #expect(
            verdict.reason
                == "flux is technically cleaner: +8.2 over soft, 73.7 to 65.5 (p +8.1, t +6.6, q −3.6); rests on signal descriptors alone")
    }

    @Test func contributionsExplainTheMarginEvenWhenAThirdBranchLacksAMetric() throws {
        let a = Scorecard.made(["p": 0.9, "q": 0.7, "r": 0.8, "s": 0.4, "t": 0.6])
        let b = Scorecard.made(["p": 0.6, "q": 0.9, "r": 0.85, "s": 0.5, "t": 0.2])
        let third = Scorecard.made(["p": 0.1, "r": 0.1, "s": 0.1, "t": 0.1])
        let verdict = CaseVerdict([("a", a), ("b", b), ("c", third)], under: .worked)
        let why = try #require(verdict.contributions)
        #expect(abs(why.parts.reduce(0) { $0 + $1.points } - (verdict.margin ?? .nan)) < 1e-9)
        #expect(!why.parts.contains { $0.name == "q" })
    }

    @Test func anotherCompetitorChangesNoPairwiseLead() {
        let pair = [("a", one(70)), ("b", one(60))]
        for other in [5.0, 65, 95] {
            let verdict = CaseVerdict(pair + [("z", one(other))], under: single)
            let (a, b) = (verdict.compared["a"] ?? .nan, verdict.compared["b"] ?? .nan)
            #expect(abs(a - b - 10) < 1e-9)
        }
    }

    @Test func codesToSnakeCase() throws {
        let verdict = CaseVerdict([("a", one(60)), ("b", one(50))], under: single)
        let text = String(decoding: try JSONEncoder().encode(verdict), as: UTF8.self)
        #expect(text.contains("\"decided_by\":\"quality\"") && text.contains("\"runner_up\":\"b\"") && text.contains("\"label\":\"clear\""))
        #expect(try JSONDecoder().decode(CaseVerdict.self, from: Data(text.utf8)) == verdict)
    }

    private let single = ScoringProfile.made([("a", 1, ["p": 1])])
    private let fatal = GateHit(gate: "blank", severity: .fatal, message: "the picture is blank")

    /// A card of that quality, before gates.
    private func one(_ quality: Double, gates: [GateHit] = []) -> Scorecard {
        .made(["p": quality / 100], gates: gates, under: single)
    }
}
