import Statistics
import Testing

@Suite struct InfluenceTests {
    private func warning(_ ranking: Ranking) -> String? { ranking.verdict.warnings.first { $0.hasPrefix("without case") } }

    /// Eleven small gains and one large loss: with the loss nothing is sure, without it the gain is.
    @Test func theOneCaseThatHidesAWinnerIsNamed() {
        let ranking = ranking(ofDifferences: [3, 4, 5, 3.5, 4.5, -30, 2.5, 3.1, 4.2, 5.3, 2.2, 3.8])
        #expect(ranking.verdict.label == .tooClose)
        #expect(warning(ranking) == "without case 'case-05' the verdict would be better")
    }

    @Test func aVerdictThatRestsOnManyCasesHasNoSuchCase() {
        #expect(warning(Ranking(field([5, 0], cases: 60))) == nil)
        #expect(warning(Ranking(field([5, 0, 1, 2], cases: 250))) == nil)
    }

    @Test func fallingBelowTheMinimumIsNoInfluence() {
        let ranking = ranking(ofDifferences: [6.5, 3.2, 8.1, 5.5, 4.9, 7.7])
        #expect(ranking.verdict.label == .better)
        #expect(warning(ranking) == nil)
    }

    @Test func aLargeFieldIsSearchedAmongTheFarthestCases() {
        var differences = (0..<299).map { index -> Double in (index % 2 == 0 ? 4.6 : -3.4) + 0.001 * Double(index) }
        differences.append(-90)
        let ranking = Ranking(
            input(["a": differences.map { 50 + $0 }, "b": differences.map { _ in 50 }], cases: (0..<300).map { "case-\($0)" }))
        #expect(warning(ranking)?.hasPrefix("without case 'case-299'") == true)
    }
}
