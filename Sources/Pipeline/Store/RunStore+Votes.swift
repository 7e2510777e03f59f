import Foundation
import GRDB

/// A ballot that was given out, with the key that says what its names stand for.
package struct StoredBallot: Sendable, Hashable {
    package let sha256, group, method: String
    /// The ballot as it was given out, byte for byte what the hash is of.
    package let ballot: String
    /// Never leaves the run folder.
    package let key: String

    package init(sha256: String, group: String, method: String, ballot: String, key: String) {
        (self.sha256, self.group, self.method, self.ballot, self.key) = (sha256, group, method, ballot, key)
    }
}

/// One answer of one listener, as it came.
package struct StoredVote: Sendable, Hashable {
    package let ballot, listener: String
    /// Number within the listener's list, from 1.
    package let trial: Int
    /// JSON.
    package let answer: String
    /// `served`, or the name of the file it was read from.
    package let origin: String

    package init(ballot: String, listener: String, trial: Int, answer: String, origin: String) {
        (self.ballot, self.listener, self.trial, self.answer, self.origin) = (ballot, listener, trial, answer, origin)
    }
}

extension RunStore {
    /// A ballot of the same hash is the same ballot, and stays as it is.
    package func keep(_ ballot: StoredBallot) throws {
        try database.write {
            try $0.execute(
                sql: "INSERT OR IGNORE INTO ballot VALUES (?, ?, ?, ?, ?)",
                arguments: [ballot.sha256, ballot.group, ballot.method, ballot.ballot, ballot.key])
        }
    }

    /// In the order in which they were made.
    package func ballots() throws -> [StoredBallot] {
        try database.read { try Row.fetchAll($0, sql: "SELECT * FROM ballot ORDER BY rowid") }.map {
            StoredBallot(sha256: $0["sha256"], group: $0["grp"], method: $0["method"], ballot: $0["ballot"], key: $0["ballot_key"])
        }
    }

    /// All of them in one transaction; an answer to the same trial by the same listener takes the place of the one before.
    package func keep(_ votes: [StoredVote]) throws {
        try database.write { database in
            for vote in votes {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO vote VALUES (?, ?, ?, ?, ?)",
                    arguments: [vote.ballot, vote.listener, vote.trial, vote.answer, vote.origin])
            }
        }
    }

    /// By listener and trial.
    package func votes(on ballot: String) throws -> [StoredVote] {
        try database.read {
            try Row.fetchAll($0, sql: "SELECT * FROM vote WHERE ballot = ? ORDER BY listener, trial", arguments: [ballot])
        }.map {
            StoredVote(ballot: $0["ballot"], listener: $0["listener"], trial: $0["trial"], answer: $0["answer"], origin: $0["origin"])
        }
    }

    /// The secret of all ballots of this run, 32 bytes in hexadecimal, made when it is first asked for.
    package func ballotSecret() throws -> String {
        if let secret = try fact("ballot_secret") { return secret }
        let secret = (0..<4).map { _ in
            let word = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - word.count) + word
        }.joined()
        try note("ballot_secret", secret)
        return secret
    }

    // MARK: What the votes say

    package func keep(_ record: VotesRecord, group: String) throws { try note("votes \(group)", try Self.encode(record)) }

    /// nil where nobody voted on the group.
    package func votesRecord(group: String) throws -> VotesRecord? { try fact("votes \(group)").map { try Self.decode($0) } }
}
