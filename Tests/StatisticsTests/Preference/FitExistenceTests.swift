import Testing

@testable import Statistics

@Suite struct FitExistenceTests {
    private func only(_ text: String) throws -> PreferenceComponent {
        let ranking = PreferenceRanking(VoteTable(votes(text)))
        #expect(ranking.components.count == 1)
        return try #require(ranking.components.first)
    }

    @Test func aBranchThatNeverLostHasNoFiniteStrength() throws {
        let component = try only("0ABl 1ACl 2BCl")
        #expect(component.fits.allSatisfy { $0.strengths == nil && $0.informationErrors == nil && $0.logLikelihood == nil })
        #expect(component.isRegularised)
        #expect(component.obstacle?.contains("A") == true)
        #expect(component.standings.map(\.branch) == ["A", "B", "C"])
        #expect(component.standings[0].strength > component.standings[1].strength)
        #expect(component.label == .notEnoughData)
        // Nothing bounds a lead over somebody who never scored.
        #expect(component.pairs.allSatisfy { $0.interval?[1] == .infinity && $0.interval?[0].isFinite == true })
        #expect(component.standings[0].interval?[1] == .infinity && component.standings[2].interval?[0] == -.infinity)
    }

    @Test func aSetThatNeverLostToTheRestIsNamed() throws {
        let component = try only("0ABl 0ABr 1CDl 1CDr 2ACl 2BDl 3ADl 3BCl")
        #expect(component.obstacle?.contains("A, B:") == true)
    }

    @Test func onlyTiesMakeEqualsWithoutATieParameter() throws {
        let component = try only("0ABt 1BCt 2ACt")
        let davidson = try #require(component.fits.first { $0.model == .davidson })
        #expect(davidson.strengths == nil && davidson.tieParameter == nil)
        #expect(component.standings.allSatisfy { abs($0.strength) < 1e-9 })
        let plain = try #require(component.fits.first { $0.model == .halfWins })
        #expect(plain.strengths?.allSatisfy { abs($0) < 1e-12 } == true)
    }

    /// A won five and tied five: without any loss the likelihood rises for ever as A's strength and ν grow together, although ties
    /// connect both ways; scipy 1.17.1's `minimize` runs off on it. One loss ends that.
    @Test func tiesMayTakeThePlaceOfLosses() throws {
        let component = try only("0ABl 1ABl 2ABl 3ABl 4ABl 5ABt 6ABt 7ABt 8ABt 9ABt")
        #expect(component.fits.first { $0.model == .davidson }?.strengths == nil)
        #expect(component.fits.first { $0.model == .halfWins }?.strengths != nil)
        #expect(component.obstacle?.contains("tie") == true)
        let whole = try only("0ABl 1ABl 2ABl 3ABl 4ABl 5ABt 6ABt 7ABt 8ABt 9ABt 10ABr")
        let fit = try #require(whole.fits.first { $0.model == .davidson })
        // Two branches are fitted exactly: e^x = 5/1, ν = 5/√(5 · 1).
        #expect(abs(2 * (try #require(fit.strengths))[0] - 1.6094379124341003) < 1e-9)
        #expect(abs(try #require(fit.tieParameter) - 5 / 5.0.squareRoot()) < 1e-9)
    }

    @Test func branchesThatNeverMetAreRankedApart() {
        let ranking = PreferenceRanking(VoteTable(votes("0ABl 1ABr 2ABl 0CDl 1CDr"), branches: ["E"]))
        #expect(ranking.components.map(\.branches) == [["A", "B"], ["C", "D"]])
        #expect(ranking.components.allSatisfy { $0.pairs.count == 1 })
        #expect(ranking.unseen == ["E"])
        #expect(ranking.sideBias == nil)
    }

    @Test func withoutTiesTheTieParameterIsZero() throws {
        let component = try only("0ABl 1ABr 2ABl 3BCl 4CBl 5ACl 6CAl")
        let davidson = try #require(component.fits.first { $0.model == .davidson })
        let plain = try #require(component.fits.first { $0.model == .halfWins })
        #expect(davidson.tieParameter == 0)
        for (a, b) in zip(try #require(davidson.strengths), try #require(plain.strengths)) { #expect(abs(a - b) < 1e-9) }
    }

    @Test func noVotesMakeNoComponents() {
        #expect(PreferenceRanking(VoteTable([])).components.isEmpty)
        #expect(PreferenceRanking(VoteTable([], branches: ["A", "B"])).unseen == ["A", "B"])
    }

    /// Newton's method must find the maximum wherever there is one, and nothing else.
    @Test(arguments: 0..<300) func aFitExistsExactlyWhereTheCheckSaysSo(seed: Int) {
        var stream = RandomStream(seed: UInt64(seed), purpose: .simulation, replicate: 0)
        let count = 2 + Int(stream.below(4)), total = 1 + Int(stream.below(14))
        let entries = (0..<total).map { index -> Vote in
            let left = Int(stream.below(UInt64(count)))
            let right = (left + 1 + Int(stream.below(UInt64(count - 1)))) % count
            return Vote(caseIndex: index, left: left, right: right, choice: Vote.Choice.allCases[Int(stream.below(3))])
        }
        let tallies = PairTally.all(of: entries)
        for members in FitExistence.components(tallies, count: count) where members.count > 1 {
            let own = tallies.filter { members.contains($0.left) }
            for model in [TieModel.davidson, .halfWins] {
                let exists = FitExistence(own, branches: members, model: model).obstacle == nil
                #expect((StrengthFit(own, branches: members, model: model) != nil) == exists, "\(model) \(entries)")
            }
            #expect(StrengthFit(own, branches: members, model: .davidson, isRegularised: true) != nil)
        }
    }
}
