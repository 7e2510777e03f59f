import Catalogs
import Foundation
import Pipeline

/// Gives every listener a list of trials and puts each answer into the run store as it comes.
package actor VoteDesk {
    private let stored: StoredBallot
    private let reading: AnswerReading
    private let store: RunStore
    /// The list of each listener, from 1.
    private var lists: [String: Int] = [:]
    private var kept: Set<String> = []
    private let noticed: @Sendable (_ answers: Int, _ listeners: Int) -> Void

    /// Goes on where an earlier sitting with the same ballot ended.
    ///
    /// - Parameter noticed: called after each new answer with how many there are now.
    package init(
        _ ballot: Ballot, stored: StoredBallot, store: RunStore, noticed: @escaping @Sendable (Int, Int) -> Void
    ) throws {
        self.stored = stored
        self.store = store
        self.noticed = noticed
        reading = AnswerReading(ballot)
        try store.keep(stored)
        for vote in try store.votes(on: stored.sha256) {
            kept.insert("\(vote.listener) \(vote.trial)")
            lists[vote.listener] = try JSONDecoder().decode(VoteAnswer.self, from: Data(vote.answer.utf8)).list
        }
    }

    package var answers: Int { kept.count }
    package var listeners: Int { Set(kept.map { $0.prefix { $0 != " " } }).count }

    /// The list of a listener: the one that it has, or asks for, or the one that fewest have.
    func begin(_ listener: String, wishes: Int?) -> Int {
        if let list = lists[listener] { return list }
        let all = reading.ballot.lists.count
        let used = Dictionary(grouping: lists.values) { $0 }.mapValues(\.count)
        let fewest = (1...all).min { (used[$0, default: 0], $0) < (used[$1, default: 0], $1) } ?? 1
        let list = wishes.flatMap { (1...all).contains($0) ? $0 : nil } ?? fewest
        lists[listener] = list
        return list
    }

    /// Keeps an answer; one to the same trial takes the place of the earlier one, since a listener may go back.
    ///
    /// - Returns: what is wrong with it; empty when it was kept.
    func keep(_ value: JSONValue, from listener: String, browser: String?, headphones: Bool?) throws -> [String] {
        let (answer, faults) = reading.read(value)
        guard var answer else { return faults }
        if let list = lists[listener], list != answer.list {
            return ["the listener has list \(list), and this answers list \(answer.list)"]
        }
        answer.browser = ListenerName.browser(browser)
        answer.headphones = headphones
        try store.keep([
            StoredVote(
                ballot: stored.sha256, listener: listener, trial: answer.trial, answer: try VoteAnswer.encoded(answer), origin: "served")
        ])
        lists[listener] = answer.list
        if kept.insert("\(listener) \(answer.trial)").inserted { noticed(answers, listeners) }
        return []
    }
}
