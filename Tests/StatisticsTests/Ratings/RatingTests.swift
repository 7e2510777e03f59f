import Testing

@testable import Statistics

@Suite struct RatingTests {
    private static let a: [[Double]] = [[3, 4, 5], [2, 4, 4], [3, 3, 5], [4, 4, 4], [1, 3, 4], [3, 5, 5]]
    private static let b: [[Double]] = [[2, 4, 4], [2, 3, 3], [3, 2, 4], [2, 3, 4], [1, 2, 2], [3, 4, 4]]

    /// Six cases by three listeners.
    private func table(_ change: (String, Double) -> Double = { $1 }) -> RatingTable {
        var entries: [RatingTable.Entry] = []
        for (branch, scores) in [("a", Self.a), ("b", Self.b)] {
            for (number, row) in scores.enumerated() {
                for (rater, score) in row.enumerated() {
                    let name = "r\(rater)"
                    entries.append(RatingTable.Entry(caseName: "c\(number)", branch: branch, rater: name, score: change(name, score)))
                }
            }
        }
        return RatingTable(entries)
    }

    /// Equation 34 of Cameron and Miller by hand, in double precision.
    @Test func theErrorCountsListenersAndCases() throws {
        let difference = ClusteredScores(table(), model: nil).difference(0, 1)
        #expect(abs(difference.value - 0.7777777777777777) < 1e-12)
        #expect(abs(try #require(difference.error) - 0.05748290769292808) < 1e-12)
        #expect(difference.degrees == 2 && difference.cases == 6)
    }

    @Test func whatEveryListenerAddsToAllScoresChangesNoDifference() throws {
        let ranking = RatingRanking(table(), model: nil, settings: RankingSettings(minEffect: 0.1))
        let shifted = RatingRanking(table { $0 == "r1" ? $1 + 1 : $1 }, model: nil, settings: RankingSettings(minEffect: 0.1))
        let (one, other) = (try #require(ranking.pairs.first), try #require(shifted.pairs.first))
        #expect(abs(one.difference - other.difference) < 1e-12)
        #expect(one.a == "a" && ranking.standings.map(\.branch) == ["a", "b"])
    }

    @Test func theModelFindsTheBiasOfEachListener() {
        let quality = [1.0, 2, 3, 4, 2.5, 3.5]
        let bias = ["ann": 0.5, "ben": -0.25, "cyd": -0.25]
        let entries = quality.enumerated().flatMap { number, score in
            bias.map { RatingTable.Entry(caseName: "c\(number)", branch: "a", rater: $0.key, score: score + $0.value) }
        }
        let model = RaterModel(RatingTable(entries))
        #expect(zip(model.bias, [0.5, -0.25, -0.25]).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func aNoisyListenerCountsForLess() {
        var random = RandomStream(seed: 3, purpose: .simulation, replicate: 0)
        var entries: [RatingTable.Entry] = []
        for number in 0..<40 {
            let quality = 1 + 4 * random.unit()
            for (rater, width) in [("calm", 0.2), ("even", 0.2), ("wild", 3.0)] {
                entries.append(
                    RatingTable.Entry(caseName: "c\(number)", branch: "a", rater: rater, score: quality + width * (random.unit() - 0.5)))
            }
        }
        let model = RaterModel(RatingTable(entries))
        #expect(model.noise[2] > 4 * model.noise[0] && model.noise[2] > 4 * model.noise[1])
        // Uniform noise of width 3 has a standard deviation of 0.87.
        #expect(abs(model.noise[2] - 0.87) < 0.2)
    }

    @Test func theOrderOfRatingsChangesNothing() {
        let table = table()
        let entries = table.ratings.map {
            RatingTable.Entry(
                caseName: table.cases[$0.caseIndex], branch: table.branches[$0.branch], rater: table.raters[$0.rater], score: $0.score)
        }
        #expect(RatingTable(entries.reversed()) == table)
    }

    @Test func fewCasesAreNoVerdict() {
        let entries = (0..<3).flatMap { number in
            ["x", "y"].map { RatingTable.Entry(caseName: "c\(number)", branch: $0, rater: "r", score: $0 == "x" ? 5 : 1) }
        }
        let ranking = RatingRanking(RatingTable(entries), model: nil, settings: RankingSettings(minEffect: 0.1))
        #expect(ranking.label == .notEnoughData && ranking.standings.first?.branch == "x")
    }

    @Test func aClearLeadIsFoundAndEqualsAreNotRanked() {
        func ranking(_ lead: Double) -> RatingRanking {
            var random = RandomStream(seed: 5, purpose: .simulation, replicate: 0)
            var entries: [RatingTable.Entry] = []
            for number in 0..<20 {
                for rater in 0..<8 {
                    for (branch, level) in [("x", 3 + lead), ("y", 3.0)] {
                        entries.append(
                            RatingTable.Entry(
                                caseName: "c\(number)", branch: branch, rater: "r\(rater)", score: level + random.unit() - 0.5))
                    }
                }
            }
            let table = RatingTable(entries)
            return RatingRanking(table, model: RaterModel(table), settings: RankingSettings(minEffect: 0.1))
        }
        #expect(ranking(0.8).label == .better && ranking(0.8).winners == ["x"])
        #expect(!ranking(0).label.isSignificant)
    }

    @Test func mediansLieInTheirLimits() {
        let medians = MedianIntervals(table(), seed: 0)
        for branch in 0..<2 {
            let (value, limits) = medians.of(branch)
            #expect(limits[0] <= value && value <= limits[1])
        }
        #expect(medians.of(0).value == 4 && medians.of(1).value == 3)
    }

    @Test(arguments: [(3, 20, false), (4, 20, true), (0, 1, false), (1, 1, true)])
    func whoMissesTheReferenceTooOftenIsLeftOut(missed: Int, trials: Int, isOut: Bool) {
        let all = (0..<trials).map { ReferenceScreening.Trial(hiddenReference: $0 < missed ? 89 : 90, midAnchor: 40) }
        #expect((ReferenceScreening.reason(all) == .missesReference) == isOut)
        let anchors = (0..<trials).map { ReferenceScreening.Trial(hiddenReference: 100, midAnchor: $0 < missed ? 91 : 90) }
        #expect((ReferenceScreening.reason(anchors) == .praisesAnchor) == isOut)
    }
}
