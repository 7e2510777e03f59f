import Statistics
import Testing

@Suite struct RankRangeTests {
    @Test func nobodyBetterLeavesEveryRankOpen() {
        #expect(RankRange.each(of: 3) { _, _ in false }.map { [$0.low, $0.high] } == [[1, 3], [1, 3], [1, 3]])
    }

    @Test func aStrictOrderLeavesOneRankEach() {
        #expect(RankRange.each(of: 3) { $0 < $1 }.map { [$0.low, $0.high] } == [[1, 1], [2, 2], [3, 3]])
    }

    @Test func oneBeatenBranchLosesTheFirstRankOnly() {
        #expect(RankRange.each(of: 3) { $0 == 0 && $1 == 2 }.map { [$0.low, $0.high] } == [[1, 2], [1, 3], [2, 3]])
    }

    @Test func noBranchesHaveNoRanges() {
        #expect(RankRange.each(of: 0) { _, _ in true }.isEmpty)
    }
}
