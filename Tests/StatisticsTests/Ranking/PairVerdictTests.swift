import Glibc
import Testing

@testable import Statistics

@Suite struct PairVerdictTests {
    /// 1 + log2(pairs / 0.05), rounded up: for one, two, four and eight branches.
    @Test(arguments: [(0, 6), (1, 6), (6, 8), (28, 11)])
    func moreBranchesNeedMoreCases(pairs: Int, expected: Int) {
        #expect(VerdictRules(pairs: pairs, settings: RankingSettings()).minimumCases == expected)
    }

    @Test func impossibleSettingsAreHeldWithinReason() {
        let rules = VerdictRules(pairs: 1, settings: RankingSettings(minEffect: -1, alpha: 0))
        #expect(rules.alpha > 0)
        #expect(rules.minEffect == 0)
        #expect(rules.minimumCases < 100)
    }

    @Test func sixCasesOneWayAreBetter() {
        let pair = ranking(ofDifferences: [6.5, 3.2, 8.1, 5.5, 4.9, 7.7]).pairs[0]
        #expect(pair.label == .better)
        #expect(pair.p == 0.03125)
        #expect(pair.casesNeeded == nil)
    }

    @Test func fiveCasesDecideNothing() {
        #expect(ranking(ofDifferences: [6.5, 3.2, 8.1, 5.5, 4.9]).pairs[0].label == .notEnoughData)
    }

    @Test func tiesDoNotCountTowardsTheMinimum() {
        #expect(ranking(ofDifferences: [6.5, 3.2, 8.1, 5.5, 4.9, 0, 0, 0]).pairs[0].label == .notEnoughData)
    }

    @Test func withoutSpreadNothingIsDecided() {
        let pair = ranking(ofDifferences: [Double](repeating: 5, count: 12)).pairs[0]
        #expect(pair.label == .notEnoughData)
        #expect(pair.interval == [5, 5])
    }

    @Test func aSureDifferenceBelowTheSmallestThatMattersIsSmall() {
        let differences = (0..<20).map { index -> Double in 1 + 0.02 * Double(index) }
        #expect(ranking(ofDifferences: differences).pairs[0].label == .betterButSmall)
        #expect(ranking(ofDifferences: differences, settings: RankingSettings(minEffect: 1)).pairs[0].label == .better)
    }

    @Test func anIntervalInsideTheSmallestDifferenceIsEquivalent() {
        #expect(ranking(ofDifferences: (0..<20).map { $0 % 2 == 0 ? 1 : -1.01 }).pairs[0].label == .equivalent)
    }

    /// scipy 1.17.1: sign-flip p by `permutation_test`; n = ((t.ppf(.975, 11) + 0.842) s / mean)² = 25.27.
    @Test func neitherIsTooCloseAndSaysHowManyCasesWouldSettleIt() {
        let pair = ranking(ofDifferences: [4.1, -2.3, 7.7, 0.6, 3.3, -5.2, 9.1, 2.8, 1.4, -0.9, 6.5, 3.0]).pairs[0]
        #expect(pair.label == .tooClose)
        #expect(pair.p == 0.0634765625)
        #expect(pair.casesNeeded == 26)
    }

    @Test func aZeroSmallestDifferenceWithoutAMeanNeedsNoFiniteNumber() {
        let settings = RankingSettings(minEffect: 0)
        let pair = ranking(ofDifferences: [3, -3, 2, -2, 1, -1, 4, -4], settings: settings).pairs[0]
        #expect(pair.label == .tooClose)
        #expect(pair.casesNeeded == nil)
    }
}
