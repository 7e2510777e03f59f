import Foundation
import Statistics
import Testing

@Suite struct RankingCodingTests {
    static let poor: [RankingInput] = [
        input([:]), input(["a": []]), input(["a": [50]]), input(["a": [50, 60, 70, 80, 90, 65, 75]]), input(["a": [], "b": []]),
        input(["a": [nil, nil], "b": [nil, nil]]), input(["a": [1], "b": [2]]), input(["a": [nil, 3], "b": [4, nil]]),
        input(["a": [.nan, .infinity], "b": [5, 6]]), input(["a": [1, 2, 3], "b": [4]]),
        RankingInput(branches: ["a", "b"], cases: ["x"], quality: [], failed: []),
        input(["a": [7, 7, 7, 7, 7, 7, 7], "b": [7, 7, 7, 7, 7, 7, 7]]),
    ]

    @Test(arguments: poor.indices) func tooLittleIsNotEnoughData(index: Int) throws {
        let ranking = Ranking(Self.poor[index])
        #expect(ranking.verdict.label == .notEnoughData)
        #expect(ranking.standings.count == Self.poor[index].branches.count)
        #expect(ranking.pairs.count == Self.poor[index].branches.count * max(0, Self.poor[index].branches.count - 1) / 2)
        // The encoder refuses NaN and infinity.
        let copy = try JSONDecoder().decode(Ranking.self, from: JSONEncoder().encode(ranking))
        #expect(copy == ranking)
    }

    @Test func strangeSettingsStillGiveFiniteNumbers() throws {
        for settings in [
            RankingSettings(resamples: 0), RankingSettings(resamples: 1), RankingSettings(minEffect: 0),
            RankingSettings(minEffect: .infinity),
            RankingSettings(alpha: 0), RankingSettings(alpha: 2), RankingSettings(minEffect: .nan, alpha: .nan),
        ] {
            let ranking = Ranking(field([1, 0, 2], cases: 20), settings: settings)
            #expect(throws: Never.self) { try JSONEncoder().encode(ranking) }
        }
    }

    @Test func labelsAreWrittenInSnakeCase() {
        #expect(VerdictLabel.allCases.map(\.rawValue) == ["better", "better_but_small", "equivalent", "too_close", "not_enough_data"])
    }
}
