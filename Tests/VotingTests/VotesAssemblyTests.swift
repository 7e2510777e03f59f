import Foundation
import Media
import Pipeline
import Scoring
import Testing

@testable import Voting

@Suite struct VotesAssemblyTests {
    /// Votes of some listeners on a run of `cases` cases.
    private func record(
        _ method: VoteMethod, cases: Int = 12, listeners: Int = 6, sample given: VotedSample? = nil,
        choose: (String, Ballot.Trial, [BallotKey.Item], BallotKey.Fact) -> [String: Any]
    ) throws -> VotesRecord {
        let sample = try given ?? VotedSample(method == .mushra ? .audio : .image, cases: cases, withReference: method == .mushra)
        let paper = try sample.paper {
            $0.method = method
            $0.listeners = listeners
        }
        try sample.store.keep(paper.stored)
        let files = try (1...listeners).map { number in
            let name = "listener\(number)"
            let answers = VotedSample.answers(to: paper, list: number) { choose(name, $0, $1, $2) }
            return try sample.write(VotedSample.document(paper, listener: name, answers: answers), to: "\(name).json")
        }
        try sample.store.keep(try VotesFile(sample.store.ballots()).read(files, kept: []))
        let cast = try CastVotes.all(in: sample.store, group: "voted")
        return try #require(VotesAssembly(sample.comparison, data: try ScoringData.load()).record(cast))
    }

    private func place(_ item: BallotKey.Item) -> Int { VotedSample.branches.firstIndex { $0 == item.branch } ?? 9 }

    @Test func thePreferredBranchWins() throws {
        let record = try record(.pairwise) { VotedSample.careful($1, $2, $3) }
        #expect(record.winners == ["aurora-xl"] && record.listeners == 6 && record.method == "pairwise")
        #expect(record.text.contains("aurora-xl") && record.standings.map(\.branch) == VotedSample.branches)
        #expect(record.consistency.catchRight == record.consistency.catchTrials && record.consistency.catchTrials == 12)
        #expect(record.consistency.repeatsAlike == record.consistency.repeats && record.consistency.repeats == 12)
        let quality = try #require(record.agreement.first { $0.metric == "quality" })
        #expect(quality.accuracy == 1 && !quality.noBetterThanChance)
        #expect(record.agreement.contains { $0.metric == "sharpness" })
    }

    @Test func catchTrialsAndRepeatsAreNotCounted() throws {
        let record = try record(.pairwise) { VotedSample.careful($1, $2, $3) }
        #expect(record.answers == 6 * 16)
    }

    @Test func whoAnswersLikeACoinIsNamedAndTheVerdictGivenWithout() throws {
        let record = try record(.pairwise) { listener, trial, items, fact in
            guard listener == "listener6" else { return VotedSample.careful(trial, items, fact) }
            return ["choice": fact.kind == .broken ? (items[0].role == .broken ? "left" : "right") : "left"]
        }
        #expect(record.warnings.contains { $0.contains("listener6") && $0.contains("known answer") })
        #expect(record.warnings.contains { $0.hasPrefix("without the listeners named above") })
    }

    @Test func bothBadIsATieAndAnAlarm() throws {
        let record = try record(.pairwise) { _, _, _, _ in ["choice": "both_bad"] }
        #expect(record.bothBad == 96 && record.warnings.first?.contains("neither output was any good") == true)
        #expect(record.label == "not_enough_data" || record.label == "equivalent" || record.label == "too_close")
        #expect(record.standings.allSatisfy { $0.wins == 0 && $0.losses == 0 })
    }

    @Test func fewCasesAreNotEnough() throws {
        let record = try record(.pairwise, cases: 3, listeners: 4) { VotedSample.careful($1, $2, $3) }
        #expect(record.label == "not_enough_data" && record.heading == "Not enough votes")
    }

    @Test func whatCannotBeHeardIsAResult() throws {
        let told = try record(.abx) { _, _, items, _ in ["choice": items[2].branch == items[0].branch ? "left" : "right"] }
        #expect(told.label == "distinguishable" && told.pairs.count == 3 && told.text.contains("tell"))
        // Right every second time, whatever the pair.
        var turns: [String: Int] = [:]
        let alike = try record(.abx) { _, _, items, _ in
            let pair = items.prefix(2).compactMap(\.branch).sorted().joined()
            turns[pair, default: 0] += 1
            let isRight = turns[pair, default: 0] % 2 == 0
            return ["choice": (items[2].branch == items[0].branch) == isRight ? "left" : "right"]
        }
        #expect(alike.label == "not_distinguishable" && alike.text.contains("cannot tell"))
    }

    @Test func opinionScoresRankByTheModel() throws {
        let record = try record(.mos, listeners: 8) { listener, trial, items, fact in
            let strict = listener == "listener1" ? 1.0 : 0
            // Somebody is undecided now and then, in a way that is the same on every run.
            let wavers = (listener + items[0].caseID).utf8.reduce(0) { $0 + Int($1) } % 5 == 0 ? 0.5 : 0
            let score = fact.kind == .broken ? 1 : max(1, 5 - Double(place(items[0])) - strict - wavers)
            return ["scores": [trial.items[0]: score]]
        }
        #expect(record.standings.map(\.branch) == VotedSample.branches && record.winners == ["aurora-xl"])
        #expect((record.standings.first?.value ?? 0) > 4.3 && record.text.contains("on the scale of 1 to 5"))
        #expect(record.consistency.catchRight == record.consistency.catchTrials && record.consistency.catchTrials > 0)
    }

    @Test func mushraGivesMediansAndLeavesOutWhoMissesTheReference() throws {
        let record = try record(.mushra, listeners: 5) { listener, trial, items, _ in
            var scores: [String: Double] = [:]
            for (name, item) in zip(trial.items, items) {
                switch item.role {
                case .hiddenReference: scores[name] = listener == "listener5" ? 50 : 98
                case .lowAnchor: scores[name] = 20
                case .midAnchor: scores[name] = 40
                default:
                    scores[name] = 90 - 15 * Double(place(item)) + Double(trial.caseHash.utf8.last ?? 0).truncatingRemainder(dividingBy: 5)
                }
            }
            return ["scores": scores]
        }
        #expect(record.excluded == 1 && record.warnings.contains { $0.contains("listener5") && $0.contains("BS.1534") })
        #expect(record.winners == ["aurora-xl"] && record.standings.count == 3)
        #expect((85...97).contains(record.standings.first?.value ?? 0))
    }

    @Test func theRecordSurvivesTheStore() throws {
        let sample = try VotedSample(cases: 12)
        let record = try record(.pairwise, sample: sample) { VotedSample.careful($1, $2, $3) }
        try sample.store.keep(record, group: "voted")
        #expect(try sample.store.votesRecord(group: "voted") == record)
        #expect(try sample.store.votesRecord(group: "other") == nil)
    }

    @Test func numbersThatJSONCannotHoldAreNone() throws {
        // A branch that never loses has no upper limit.
        let record = try record(.pairwise) { VotedSample.careful($1, $2, $3) }
        #expect(record.standings.allSatisfy { $0.ci95?.allSatisfy(\.isFinite) ?? true })
        _ = try JSONEncoder().encode(record)
    }
}
