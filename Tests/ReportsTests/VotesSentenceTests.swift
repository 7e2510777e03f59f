import Statistics
import Testing

@testable import Pipeline

@Suite struct VotesSentenceTests {
    private func component(_ choices: String, cases: Int) -> PreferenceComponent? {
        let entries = (0..<cases).flatMap { number in
            choices.enumerated().map { rater, letter in
                let choice: Vote.Choice = letter == "l" ? .left : letter == "r" ? .right : .tie
                // Voters change their mind on every fifth case.
                let said = number % 5 == 4 && choice == .left ? Vote.Choice.right : choice
                return VoteTable.Entry(caseName: "c\(number)", left: "alpha", right: "beta", choice: said, rater: "v\(rater)")
            }
        }
        return PreferenceRanking(VoteTable(entries)).components.first
    }

    @Test func aFavouriteIsNamedWithItsShare() throws {
        let sentence = VotesSentence(try #require(component("llll", cases: 20)))
        #expect(sentence.heading == "Voters have a favourite")
        #expect(sentence.text.hasPrefix("Voters prefer alpha: over beta in ") && sentence.text.contains("80 votes by 4 people on 20 cases"))
    }

    @Test func whatVotesCannotTellIsSaid() throws {
        #expect(VotesSentence(try #require(component("lr", cases: 20))).heading == "Too close to call by votes")
        let few = VotesSentence(try #require(component("ll", cases: 3)))
        #expect(few.heading == "Not enough votes" && few.text.contains("at least 6 cases are needed"))
        #expect(VotesSentence(nothingCounted: 0).text == "Nobody has voted.")
    }

    @Test func oneModelAloneIsRatedAndNotCompared() {
        let entries = (0..<8).flatMap { number in
            (0..<3).map { rater in
                RatingTable.Entry(caseName: "c\(number)", branch: "alpha", rater: "v\(rater)", score: Double(3 + (number + rater) % 3))
            }
        }
        let table = RatingTable(entries)
        let ranking = RatingRanking(table, model: RaterModel(table), settings: RankingSettings(minEffect: 0.1))
        let sentence = VotesSentence(ranking, unit: "on the scale of 1 to 5", ratings: 24, listeners: 3, cases: 8)
        #expect(sentence.heading == "Rated" && sentence.text.hasPrefix("Listeners rate alpha at ") && sentence.text.contains("24 ratings"))
    }

    @Test func everyLabelOfABXHasWordsOfItsOwn() {
        let all = DiscriminationTest.Label.allCases.map { label in
            VotesSentence([
                VotesSentence.Discrimination(
                    a: "alpha", b: "beta", test: DiscriminationTest(right: 9, trials: 12), label: label, pHolm: 0.073)
            ])
        }
        #expect(Set(all.map(\.heading)).count == 4 && Set(all.map(\.text)).count == 4)
        #expect(all.allSatisfy { $0.text.contains("alpha") && $0.text.contains("9 of 12 trials right") })
    }
}
