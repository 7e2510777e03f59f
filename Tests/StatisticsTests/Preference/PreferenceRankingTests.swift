import Testing

@testable import Statistics

@Suite struct PreferenceRankingTests {
    @Test func aClearFavouriteStandsAlone() throws {
        let text = (0..<30).map { "\($0)ABl \($0)AC\($0 % 9 == 0 ? "r" : "l") \($0)BC\($0 % 2 == 0 ? "l" : "r")" }.joined(separator: " ")
        let more = " " + (0..<4).map { "\($0)BAl" }.joined(separator: " ")
        let component = try #require(PreferenceRanking(VoteTable(votes(text + more))).components.first)
        #expect(component.winners == ["A"])
        #expect(component.label == .better)
        #expect(component.standings[0].rankHigh == 1)
        #expect(component.standings[0].winAgainstLeader == 0.5)
        #expect(component.standings[1].winAgainstLeader < 0.5)
    }

    @Test func aFavouriteThatNeverLostIsBetterOnEnoughCases() throws {
        let text = (0..<12).map { "\($0)ABl" }.joined(separator: " ")
        let component = try #require(PreferenceRanking(VoteTable(votes(text))).components.first)
        #expect(component.isRegularised)
        #expect(component.label == .better)
        // Twelve signs alike: 2/2¹².
        #expect(component.pairs[0].p == 2 / 4096.0)
    }

    @Test func manyVotesOnFewCasesDecideNothing() throws {
        let text = (0..<200).map { "\($0 % 5)AB\($0 % 10 == 0 ? "r" : "l")\($0)" }.joined(separator: " ")
        let component = try #require(PreferenceRanking(VoteTable(votes(text))).components.first)
        #expect(component.label == .notEnoughData)
    }

    @Test func aCircleOfPreferencesIsFound() throws {
        let text = (0..<20).map { "\($0)ABl \($0)BCl \($0)CAl" }.joined(separator: " ") + " 0BAl 0CBl 0ACl"
        let component = try #require(PreferenceRanking(VoteTable(votes(text))).components.first)
        #expect(component.cycles == [["A", "B", "C"]])
        #expect(!component.label.isSignificant)
    }

    @Test func aSideThatWinsIsNoticed() throws {
        let biased = (0..<40).map { "\($0)\($0 % 2 == 0 ? "AB" : "BA")\($0 % 7 == 0 ? "r" : "l")" }.joined(separator: " ")
        let bias = try #require(PreferenceRanking(VoteTable(votes(biased))).sideBias)
        #expect(bias.gamma > 1)
        #expect(bias.p < 0.001)
        #expect(bias.leftShare == 34 / 40.0)
        let fair = (0..<40).map { "\($0)\($0 % 2 == 0 ? "AB" : "BA")\($0 % 4 < 2 ? "r" : "l")" }.joined(separator: " ")
        #expect(try #require(PreferenceRanking(VoteTable(votes(fair))).sideBias).p > 0.5)
    }

    @Test func equalStrengthsWithManyVotesAreEquivalent() throws {
        let text = (0..<600).map { "\($0)AB\($0 % 2 == 0 ? "l" : "r")" }.joined(separator: " ")
        let component = try #require(PreferenceRanking(VoteTable(votes(text)), settings: PreferenceSettings(minWin: 0.6)).components.first)
        #expect(component.label == .equivalent)
        #expect(component.winners == ["A", "B"])
    }

    /// Left out one by one and fitted again, which is the definition.
    @Test(arguments: 0..<40) func theDecisiveCaseIsOne(seed: Int) throws {
        var stream = RandomStream(seed: UInt64(seed), purpose: .simulation, replicate: 8)
        let entries = (0..<36).map { index -> VoteTable.Entry in
            let pair = [("A", "B"), ("B", "C"), ("C", "A")][index % 3]
            let choice = Vote.Choice.allCases[Int(stream.below(3))]
            return VoteTable.Entry(caseName: String(100 + index / 4), left: pair.0, right: pair.1, choice: choice)
        }
        func strongest(_ entries: [VoteTable.Entry]) -> String? {
            let component = PreferenceRanking(VoteTable(entries)).components.first
            guard let component, !component.isRegularised, component.branches.count == 3 else { return nil }
            return component.standings.first?.branch
        }
        guard let first = strongest(entries) else { return }
        let decisive = Set(entries.map(\.caseName)).filter { name in
            strongest(entries.filter { $0.caseName != name }).map { $0 != first } ?? false
        }
        let found = try #require(PreferenceRanking(VoteTable(entries)).components.first).decisiveCase
        #expect(found.map(decisive.contains) ?? decisive.isEmpty, "\(decisive)")
    }
}
