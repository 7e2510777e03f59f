import Testing

@testable import Statistics

@Suite struct RaceTests {
    /// Three branches: the second 8 points below the first, the third level with it but for noise.
    private func scores(_ cases: Int, gaps: [Double], spread: Double = 6) -> [[Double?]] {
        var stream = RandomStream(seed: 5, purpose: .simulation, replicate: 1)
        let difficulty = (0..<cases).map { _ in 60 + 10 * normal(&stream) }
        return gaps.map { gap in difficulty.map { $0 + gap + spread * normal(&stream) } }
    }

    private func race(_ quality: [[Double?]], _ settings: RaceSettings = RaceSettings()) -> Race {
        var race = Race(branches: quality.count, settings: settings)
        for cases in 1...(quality[0].count) where settings.looks(after: cases) && race.end == nil {
            race.look(quality.map { Array($0.prefix(cases)) })
        }
        return race
    }

    @Test func looksComeAtTheLeastAndThenRegularly() {
        let settings = RaceSettings(minCases: 10, every: 5)
        #expect((1...26).filter(settings.looks) == [10, 15, 20, 25])
    }

    @Test func theWorseBranchLeavesAndTheOthersGoOn() {
        let race = race(scores(60, gaps: [0, -12, 0]))
        #expect(race.active == [0, 2])
        #expect(race.drops.map(\.branch) == [1])
        #expect((race.drops.first?.cases ?? 100) < 60)
        #expect(race.end == nil)
    }

    @Test func oneLeftEndsIt() {
        let race = race(scores(60, gaps: [0, -15, -30]))
        #expect(race.active == [0])
        #expect(race.end == .decided)
        #expect(race.drops.count == 2)
    }

    @Test func allWithinTheLeastEffectEndsIt() {
        let race = race(scores(400, gaps: [0, 0], spread: 1))
        #expect(race.end == .equivalent)
        #expect(race.active == [0, 1])
    }

    @Test func aRacedRankingNamesTheSameWinner() {
        let quality = scores(60, gaps: [0, -15, -30])
        let race = race(quality)
        let kept = quality.enumerated().map { branch, row in
            row.enumerated().map { index, value in
                index < (race.drops.first { $0.branch == branch }?.cases ?? race.endedAfter ?? 60) ? value : nil
            }
        }
        var settings = RankingSettings()
        settings.race = race.settings
        let input = RankingInput(
            branches: ["a", "b", "c"], cases: (0..<60).map { "case-\(100 + $0)" }, quality: kept,
            failed: kept.map { $0.map { _ in false } })
        let ranking = Ranking(input, settings: settings)
        #expect(ranking.verdict.label == .better)
        #expect(ranking.verdict.winners == ["a"])
        #expect(ranking.pairs.allSatisfy { ($0.pHolm ?? 1) <= 0.05 })
    }

    /// Looking after every case from 10 to 100 on normal differences: at most 0.05 false alarms; a t test so used gives 0.30.
    @Test func peekingDoesNotRaiseFalseAlarms() {
        var wrong = 0
        for set in 0..<1_000 {
            var stream = RandomStream(seed: 77, purpose: .simulation, replicate: set)
            var values: [Double] = []
            var isWrong = false
            for count in 1...100 {
                values.append(normal(&stream))
                if count >= 10, !isWrong { isWrong = EProcess.logE(values) >= 2.995732273553991 }
            }
            wrong += isWrong ? 1 : 0
        }
        #expect(Double(wrong) / 1_000 <= 0.05)
    }
}
