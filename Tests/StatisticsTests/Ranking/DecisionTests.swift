import Statistics
import Testing

@Suite struct DecisionTests {
    /// Differences to a branch that always scores 60.
    private static let steady = (0..<16).map { index -> Double in 3 + 0.1 * Double(index % 4) }
    private static let wild = (0..<16).map { index -> Double in (index % 2 == 0 ? 28 : -20) + 0.3 * Double(index) }

    @Test func aLeaderAloneTakesTheLabelOfItsClosestRival() {
        let verdict = Ranking(field([6, 2, 0], cases: 40, spread: 2)).verdict
        #expect(verdict.label == .better)
        #expect(verdict.winners == ["branch-0"])
        #expect(verdict.over == "branch-1")
        #expect(verdict.casesNeeded == nil)
    }

    /// The leader beats the runner-up for sure, the third for not: by itself `better`, as a field too close.
    @Test func aSharedTopTierIsNeverBetter() throws {
        let ranking = Ranking(
            input([
                "leader": Self.steady.map { _ in 60 }, "runner": Self.steady.map { 60 - $0 }, "third": Self.wild.map { 60 - $0 },
            ]))
        let (near, far) = (ranking.pairs[0], ranking.pairs[1])
        #expect(near.b == "runner" && near.label == .better)
        #expect(far.b == "third" && far.label == .tooClose)
        #expect(ranking.verdict.label == .tooClose)
        #expect(ranking.verdict.winners == ["leader", "third"])
        #expect(ranking.verdict.over == "runner")
        #expect(ranking.verdict.casesNeeded == far.casesNeeded)
        #expect(try #require(far.casesNeeded) > 16)
    }

    @Test func equivalentBranchesAreAllNamed() {
        let verdict = Ranking(field([0.1, 0, 0.05], cases: 200, spread: 1)).verdict
        #expect(verdict.label == .equivalent)
        #expect(Set(verdict.winners) == ["branch-0", "branch-1", "branch-2"])
    }

    @Test func rankRangesFollowTheSignificantPairs() {
        let standings = Ranking(field([8, 0, 0.1, -8], cases: 30, spread: 2)).standings
        #expect(standings.map { [$0.rankLow, $0.rankHigh] } == [[1, 1], [2, 3], [2, 3], [4, 4]])
    }

    @Test func correctionIsOverAllPairs() throws {
        let pairs = Ranking(field([3, 0, 1], cases: 12, spread: 4)).pairs
        let adjusted = Holm.adjusted(try pairs.map { try #require($0.p) })
        for (pair, expected) in zip(pairs, adjusted) {
            // Both are rounded to four digits, the one before and the other after the correction.
            #expect(abs(try #require(pair.pHolm) - expected) <= 1e-3 * expected)
        }
    }
}
