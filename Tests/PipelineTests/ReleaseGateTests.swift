import Media
import Testing

@testable import Pipeline

@Suite struct ReleaseGateTests {
    private func comparison(label: String = "better", winner: String = "a", failed: Int = 0, ci: [Double] = [3, 5]) -> Comparison {
        func standing(_ branch: String, _ mean: Double) -> StandingRecord {
            StandingRecord(
                branch: branch, cases: 12, rank: [1, 1], mean: mean, ci95: nil, winRate: nil, failures: 0, failureRate: 0,
                failureCi95: [0, 1], secondsMedian: 1, secondsP95: mean / 10, costPerOutput: nil)
        }
        func branch(_ id: String) -> BranchRecord { BranchRecord(id: id, label: "A", provider: "demo", model: id, params: [:]) }
        return Comparison(
            groupId: "images", kind: .image, mergeStrategy: "best_quality", scoring: nil, scoringVersion: "", restsOn: "",
            successfulCount: 24 - failed,
            failedCount: failed, cancelledCount: 0, totalTime: 1, totalCost: nil, branches: [branch("a"), branch("b")], metrics: [],
            cases: [],
            ranking: [standing("a", 84), standing("b", 80)],
            pairwise: [
                PairRecord(
                    a: "a", b: "b", cases: 12, wins: 11, losses: 1, ties: 0, diff: 4, ci95: ci, p: 0.001, pHolm: 0.001, label: label,
                    casesNeeded: nil)
            ],
            verdict: OverallRecord(
                label: label, winners: [winner], over: "b", diff: 4, ci95: ci, wins: 11, losses: 1, ties: 0, cases: 12, casesNeeded: nil,
                minEffect: 2, warnings: [], heading: "", text: ""),
            statistics: StatisticsRecord(resamples: 9_999, seed: 0), identicalBranches: [])
    }

    @Test(arguments: [
        ("winner != a", "pass"), ("winner != b", "fail"), ("winner == a", "fail"), ("score(a) < 80", "pass"), ("score(b) <= 80", "fail"),
        ("failed > 0", "fail"), ("failed > 10%", "pass"), ("worse than a", "fail"), ("worse than a by 3.5", "undecided"),
        ("worse than b", "pass"),
        ("p95(latency) > 8s", "fail"), ("p95(latency) > 9", "pass"), ("cost > 5", "undecided"), ("images: winner != b", "fail"),
    ])
    func rules(rule: String, expected: String) throws {
        let results = try ReleaseGate(rule).evaluate([comparison(failed: 1)])
        #expect(results.map(\.result.rawValue) == [expected])
    }

    @Test func aWinnerIsUndecidedWhileTheVerdictIsOpen() throws {
        #expect(try ReleaseGate("winner != a").evaluate([comparison(label: "too_close")]).map(\.result) == [.undecided])
    }

    @Test func aRuleForAnotherGroupDoesNotApply() throws {
        #expect(try ReleaseGate("voices: failed > 0").evaluate([comparison(failed: 3)]).isEmpty)
    }

    @Test(arguments: ["", "winner", "score(a)", "failed > x", "failed > 5s", "cost > 2%", "better than a"])
    func whatIsNoRuleIsRefused(rule: String) {
        #expect(throws: (any Error).self) { try ReleaseGate(rule) }
    }
}
