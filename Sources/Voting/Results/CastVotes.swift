import Foundation
import Pipeline
import Statistics

/// Answers to one ballot with the names put back.
package struct CastVotes: Sendable {
    package struct Vote: Sendable {
        package let listener: String
        package let answer: VoteAnswer
        package let fact: BallotKey.Fact
        package let caseID: String
        /// As they were shown; in abx the third is X.
        package let items: [BallotKey.Item]
        /// Hashes of the items.
        package let names: [String]

        /// The branch that was chosen, nil for a tie; in abx the one that X was said to be.
        var chosen: String? {
            switch answer.choice {
            case .left: items[0].branch
            case .right: items[1].branch
            case .tie, .bothBad, nil: nil
            }
        }

        func score(of place: Int) -> Double? { answer.scores?[names[place]] }
    }

    package let group: String
    package let sha256: String
    package let method: VoteMethod
    package let question: String
    /// By listener and trial.
    package let votes: [Vote]

    /// - Throws: what in the store cannot be read, or does not fit its ballot.
    package init(_ stored: StoredBallot, votes: [StoredVote]) throws {
        let decoder = JSONDecoder()
        let ballot = try decoder.decode(Ballot.self, from: Data(stored.ballot.utf8))
        let key = try decoder.decode(BallotKey.self, from: Data(stored.key.utf8))
        (group, sha256, method, question) = (stored.group, stored.sha256, ballot.method, ballot.question)
        self.votes = try votes.compactMap { vote in
            let answer = try decoder.decode(VoteAnswer.self, from: Data(vote.answer.utf8))
            guard ballot.lists.indices.contains(answer.list - 1), ballot.lists[answer.list - 1].indices.contains(answer.trial - 1),
                let caseID = key.cases[ballot.lists[answer.list - 1][answer.trial - 1].caseHash]
            else { return nil }
            let trial = ballot.lists[answer.list - 1][answer.trial - 1]
            let items = trial.items.compactMap { key.items[$0] }
            guard items.count == trial.items.count else { return nil }
            return Vote(
                listener: vote.listener, answer: answer, fact: key.facts[answer.list - 1][answer.trial - 1], caseID: caseID, items: items,
                names: trial.items)
        }
    }

    /// Votes that count: without catch trials and repeats.
    package var real: [Vote] { votes.filter { $0.fact.kind == .real } }

    /// Pairwise votes as the ranking takes them; `both_bad` says nothing of which is better.
    package var entries: [VoteTable.Entry] {
        guard method == .pairwise else { return [] }
        return real.compactMap { vote in
            guard let left = vote.items[0].branch, let right = vote.items[1].branch, left != right else { return nil }
            let choice: Statistics.Vote.Choice = vote.answer.choice == .left ? .left : vote.answer.choice == .right ? .right : .tie
            return VoteTable.Entry(caseName: vote.caseID, left: left, right: right, choice: choice, rater: vote.listener)
        }
    }

    /// All votes of a run's store on one group, ballot by ballot.
    package static func all(in store: RunStore, group: String) throws -> [CastVotes] {
        try store.ballots().filter { $0.group == group }.map { try CastVotes($0, votes: store.votes(on: $0.sha256)) }
    }
}
