import Catalogs
import Foundation
import Media
import Pipeline
import Testing

@testable import Voting

@Suite struct BallotTests {
    @Test func theSameRunAndSettingsGiveTheSameBytes() throws {
        let sample = try VotedSample()
        #expect(try sample.paper().stored == sample.paper().stored)
        #expect(try sample.paper { $0.seed = 9 }.stored.sha256 != sample.paper().stored.sha256)
    }

    @Test func anotherRunGivesOtherNames() throws {
        let (one, other) = (try VotedSample(), try VotedSample())
        #expect(try Set(one.paper().ballot.media).isDisjoint(with: other.paper().ballot.media))
    }

    @Test func everyNameIsInTheKeyAndEveryTrialHasAFact() throws {
        for method in VoteMethod.allCases {
            let sample = try VotedSample(.audio, withReference: true)
            let paper = try sample.paper { $0.method = method }
            #expect(Set(paper.key.items.keys) == Set(paper.ballot.media))
            #expect(paper.key.facts.map(\.count) == paper.ballot.lists.map(\.count))
            #expect(paper.ballot.lists.joined().allSatisfy { paper.key.cases[$0.caseHash] != nil })
        }
    }

    @Test func theBallotNamesNothing() throws {
        let sample = try VotedSample()
        let text = try sample.paper { $0.showsText = false }.stored.ballot
        for word in VotedSample.branches + VotedSample.prompts + ["case-0", "2026-10", "outputs", sample.folder.path] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(!text.contains("broken") && !text.contains("repeat") && !text.contains("catch"))
    }

    @Test func twoSidesOfATrialHaveTwoNames() throws {
        let paper = try VotedSample().paper { $0.listeners = 24 }
        for (list, facts) in zip(paper.ballot.lists, paper.key.facts) {
            for (trial, fact) in zip(list, facts) {
                #expect(trial.items.count == 2 && trial.items[0] != trial.items[1])
                let items = trial.items.compactMap { paper.key.items[$0] }
                if fact.kind == .same { #expect(items[0].branch == items[1].branch) }
                if fact.kind == .real { #expect(items[0].branch != items[1].branch && items.allSatisfy { $0.role == .output }) }
            }
        }
    }

    @Test func mushraHidesTheReferenceAndTwoAnchors() throws {
        let paper = try VotedSample(.audio, withReference: true).paper { $0.method = .mushra }
        for trial in paper.ballot.lists.joined() {
            let roles = trial.items.compactMap { paper.key.items[$0]?.role }
            #expect(roles.count == 6 && Set(roles) == [.output, .hiddenReference, .lowAnchor, .midAnchor])
            #expect(trial.reference.flatMap { paper.key.items[$0]?.role } == .reference)
        }
    }

    @Test func xIsACopyUnderAnotherName() throws {
        let paper = try VotedSample().paper { $0.method = .abx }
        for trial in paper.ballot.lists.joined() {
            let items = trial.items.compactMap { paper.key.items[$0] }
            #expect(items.count == 3 && items[2].role == .copy)
            #expect(items[2].branch == items[0].branch || items[2].branch == items[1].branch)
        }
    }

    @Test func whatCannotBeAskedIsExplained() throws {
        let sample = try VotedSample()
        #expect { try sample.paper { $0.method = .mushra } } throws: { "\($0)".contains("reference") }
        var text = sample.comparison
        text.kind = .text
        #expect { _ = try BallotMaker(text, settings: BallotSettings(), secret: "s") } throws: { "\($0)".contains("nobody can vote") }
        var alone = sample.comparison
        for index in alone.cases.indices { alone.cases[index].results.removeLast(2) }
        #expect { _ = try BallotMaker(alone, settings: BallotSettings(), secret: "s") } throws: { "\($0)".contains("two branches") }
    }

    @Test func identicalOutputsAreNotAskedAbout() throws {
        let sample = try VotedSample()
        var twins = sample.comparison
        for index in twins.cases.indices { twins.cases[index].results[1].sha256 = twins.cases[index].results[0].sha256 }
        let (ballot, key) = try BallotMaker(twins, settings: BallotSettings(), secret: "s").make()
        for (list, facts) in zip(ballot.lists, key.facts) {
            for (trial, fact) in zip(list, facts) where fact.kind == .real {
                #expect(Set(trial.items.compactMap { key.items[$0]?.branch }) != ["aurora-xl", "lumen-two"])
            }
        }
    }
}
