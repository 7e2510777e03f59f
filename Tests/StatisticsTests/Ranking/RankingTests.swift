import Statistics
import Testing

@Suite struct RankingTests {
    @Test func twoBranchesGiveOneSentenceOfNumbers() throws {
        let differences = [6.5, 3.2, 8.1, 5.5, 2.9, 7.7, 4.8, 9.3]
        let ranking = ranking(ofDifferences: differences)
        let verdict = ranking.verdict
        #expect(verdict.label == .better)
        #expect(verdict.leader == "a" && verdict.winners == ["a"] && verdict.over == "b")
        #expect(try abs(#require(verdict.difference) - 6) < 1e-12)
        #expect([verdict.wins, verdict.losses, verdict.ties, verdict.cases] == [8, 0, 0, 8])
        #expect(verdict.minimumCases == 6)
        // scipy 1.17.1: 2 / 2⁸, to four digits.
        #expect(verdict.pHolm == 0.0078125)
        let limits = try #require(MeanInterval(of: differences).limits(level: 0.95))
        for (ours, theirs) in zip(try #require(verdict.interval), limits) { #expect(abs(ours - theirs) < 1e-9) }
        #expect(ranking.standings.map(\.winRate) == [1, 0])
        #expect(verdict.warnings.isEmpty)
    }

    @Test func theLowerBranchSeesThePairMirrored() throws {
        let scores = field([0, 4], cases: 25)
        let swapped = RankingInput(
            branches: ["branch-1", "branch-0"], cases: scores.cases, quality: scores.quality, failed: scores.failed)
        let (one, other) = (Ranking(scores).pairs[0], Ranking(swapped).pairs[0])
        #expect(one.a == "branch-1" && other.a == "branch-0")
        #expect(one.difference == other.difference)
        #expect(one.interval == other.interval)
        #expect([one.wins, one.losses] == [other.wins, other.losses])
        #expect(one.p == other.p)
    }

    @Test func neitherOrderOfCasesNorOfBranchesMatters() {
        let scores = field([3, 1, 0, 2], cases: 40)
        let cases = Array(scores.cases.indices.reversed())
        let branches = [2, 0, 3, 1]
        let shuffled = RankingInput(
            branches: branches.map { scores.branches[$0] }, cases: cases.map { scores.cases[$0] },
            quality: branches.map { branch in cases.map { scores.quality[branch][$0] } },
            failed: branches.map { branch in cases.map { scores.failed[branch][$0] } })
        #expect(Ranking(scores) == Ranking(shuffled))
    }

    @Test func aNewCompetitorChangesNoPair() {
        let scores = field([3, 1, 0, 9], cases: 40)
        let three = RankingInput(
            branches: Array(scores.branches.prefix(3)), cases: scores.cases, quality: Array(scores.quality.prefix(3)),
            failed: Array(scores.failed.prefix(3)))
        let after = Ranking(scores).pairs
        for pair in Ranking(three).pairs {
            let same = after.first { $0.a == pair.a && $0.b == pair.b }
            #expect(same?.difference == pair.difference)
            #expect(same?.interval == pair.interval)
            #expect(same?.p == pair.p)
        }
    }

    @Test func addingTheSamePointsToEveryScoreMovesOnlyTheMeans() {
        let scores = field([3, 1, 0], cases: 24)
        let moved = RankingInput(
            branches: scores.branches, cases: scores.cases, quality: scores.quality.map { $0.map { $0.map { $0 - 8 } } },
            failed: scores.failed)
        let (before, after) = (Ranking(scores), Ranking(moved))
        #expect(before.pairs.map(\.label) == after.pairs.map(\.label))
        #expect(before.pairs.map(\.interval) == after.pairs.map(\.interval))
        #expect(before.standings.map(\.rankHigh) == after.standings.map(\.rankHigh))
    }

    @Test func theSeedDecidesWhatIsDrawn() {
        let scores = field([2, 0], cases: 30)
        #expect(Ranking(scores, settings: RankingSettings(seed: 4)) == Ranking(scores, settings: RankingSettings(seed: 4)))
        #expect(
            Ranking(scores, settings: RankingSettings(seed: 4)).pairs[0].p != Ranking(scores, settings: RankingSettings(seed: 5)).pairs[0].p
        )
    }

    @Test func failuresAreZerosAndAreCountedApart() throws {
        let ranking = Ranking(
            input(
                ["sturdy": [70, 72, 71, 69, 68, 73, 74, 70], "fragile": [75, 0, 76, 0, 74, 77, 0, 75]], failed: ["fragile": [1, 3, 6]]))
        let fragile = try #require(ranking.standings.first { $0.branch == "fragile" })
        #expect(fragile.failures == 3)
        #expect(fragile.failureRate == 0.375)
        #expect(try abs(#require(fragile.mean) - 47.125) < 1e-12)
        // statsmodels 0.15.0, `proportion_confint(3, 8, method="wilson")`.
        #expect(abs(fragile.failureInterval[0] - 0.1368442) < 1e-6)
        #expect(abs(fragile.failureInterval[1] - 0.6942576) < 1e-6)
        let pair = ranking.pairs[0]
        #expect(pair.a == "sturdy")
        #expect(pair.onlyBothSucceeded == -5)
        #expect(pair.failureP == 0.25)
        #expect([pair.wins, pair.losses] == [3, 5])
        #expect(ranking.verdict.warnings.contains("leader and wins disagree: sturdy has the higher mean, fragile wins more cases"))
        #expect(ranking.verdict.warnings.contains { $0.hasPrefix("mean and median of the differences between sturdy and fragile") })
    }

    @Test func noFailureStillHasAnUpperBound() {
        let standing = Ranking(field([0, 1], cases: 30)).standings[0]
        #expect(standing.failureInterval[0] == 0)
        // statsmodels 0.15.0: 0 of 30 → up to 11 %.
        #expect(abs(standing.failureInterval[1] - 0.1135133931739688) < 1e-12)
    }

    @Test func aFailedCellWithoutAScoreCountsAsZero() {
        let standing = Ranking(input(["a": [80, nil, 60]], failed: ["a": [1]])).standings[0]
        #expect(standing.cases == 3)
        #expect(standing.failures == 1)
    }

    @Test func aBranchThatRanNothingStandsLastAndWinsNothing() {
        let nothing = [Double?](repeating: nil, count: 12)
        let ranking = Ranking(
            input(["ghost": nothing, "b": (0..<12).map { 50 + Double($0) }, "a": (0..<12).map { 56 + 1.1 * Double($0) }]))
        #expect(ranking.standings.map(\.branch) == ["a", "b", "ghost"])
        #expect(ranking.standings[2].mean == nil)
        #expect([ranking.standings[2].rankLow, ranking.standings[2].rankHigh] == [3, 3])
        #expect(ranking.verdict.label == .better)
        #expect(ranking.verdict.minimumCases == 6)
        #expect(ranking.pairs.count == 3)
        #expect(ranking.pairs.count { $0.label == .notEnoughData } == 2)
    }

    /// 300 fields of three equal branches and 20 cases: a named winner is wrong at most 5 % of the time, here with four
    /// standard errors of 0.0126.
    @Test func equalBranchesSeldomHaveAWinner() {
        let settings = RankingSettings(resamples: 199)
        let wrong = (0..<300).count { Ranking(field([0, 0, 0], cases: 20, seed: $0), settings: settings).verdict.label.isSignificant }
        #expect(Double(wrong) / 300 <= 0.1)
    }
}
