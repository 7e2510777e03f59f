import Statistics
import Testing

@Suite struct LevelsTests {
    @Test func equalMeansStandInFileOrder() {
        // The same scores in another order of cases: their sums differ in the last bit.
        let scores: [Double?] = [70.1, 60.2, 80.3, 50.4, 90.5, 64.6]
        #expect(Ranking(input(["zeta": scores, "alpha": scores.reversed()])).standings.map(\.branch) == ["zeta", "alpha"])
        #expect(Ranking(input(["alpha": scores.reversed(), "zeta": scores])).standings.map(\.branch) == ["alpha", "zeta"])
    }

    /// The second branch ran only easy cases: its mean is higher, and it lost every case that both ran.
    @Test func meansOverDifferentCasesAreNotCompared() throws {
        let ranking = Ranking(
            input([
                "whole": [20, 22, 21, 25, 24, 23, 90, 92, 91, 95, 94, 93],
                "partial": [nil, nil, nil, nil, nil, nil, 85, 88, 84, 90, 87, 89.5],
            ]))
        #expect(try #require(ranking.standings[1].mean) > (try #require(ranking.standings[0].mean)))
        #expect(ranking.standings.map(\.branch) == ["whole", "partial"])
        #expect(ranking.verdict.leader == "whole")
        #expect(ranking.verdict.label == .better)
        #expect(ranking.verdict.cases == 6)
        #expect(ranking.verdict.warnings.contains { $0.contains("not every branch ran every case") })
    }
}
