import Statistics
import Testing

@Suite struct FamiliesTests {
    @Test func casesOfOneFamilyCountOnce() {
        let input = RankingInput(
            branches: ["a", "b"], cases: ["1", "2", "3"], quality: [[10, 20, 40], [nil, 6, 0]],
            failed: [[false, false, false], [false, false, true]])
        let averaged = input.averaged { $0 == "3" ? nil : "x" }
        #expect(averaged.cases == ["family x", "3"])
        #expect(averaged.quality == [[15, 40], [6, 0]])
        #expect(averaged.failed == [[false, false], [false, true]])
    }

    @Test func copiesOfCasesDoNotMakeAVerdict() {
        var scores: [[Double?]] = [[], []]
        var cases: [String] = []
        for number in 0..<5 {
            for copy in 0..<6 {
                cases.append("\(number)-\(copy)")
                scores[0].append(60 + Double(number))
                scores[1].append(52 + Double(number % 2))
            }
        }
        let input = RankingInput(branches: ["a", "b"], cases: cases, quality: scores, failed: scores.map { $0.map { _ in false } })
        #expect(Ranking(input).verdict.label == .better)
        #expect(Ranking(input.averaged { String($0.prefix(1)) }).verdict.label == .notEnoughData)
    }
}
