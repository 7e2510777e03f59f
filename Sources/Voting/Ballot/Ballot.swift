import Foundation
import Media
import Pipeline

/// What listeners are asked, without any name: media and cases stand under keyed hashes. Its SHA-256 ties answers to it.
///
/// It holds many lists of trials; each listener gets one.
package struct Ballot: Codable, Sendable, Hashable {
    package static let schema = "bakeoff.ballot"

    package var schema = Ballot.schema
    package var schemaVersion = "1.0"
    package var method: VoteMethod
    package var kind: MediaKind
    package var question: String
    package var lists: [[Trial]]
    /// The text of a case, by its hash; empty where the user hides texts.
    package var texts: [String: String]

    /// One screen.
    package struct Trial: Codable, Sendable, Hashable {
        /// `c:` and a keyed hash.
        package var caseHash: String
        /// `h:` and a keyed hash each, in the order in which they are shown; in abx the third is X.
        package var items: [String]
        /// The open reference of mushra.
        package var reference: String?

        enum CodingKeys: String, CodingKey {
            case caseHash = "case"
            case items, reference
        }
    }

    enum CodingKeys: String, CodingKey {
        case schema, method, kind, question, lists, texts
        case schemaVersion = "schema_version"
    }

    /// The bytes that the hash is of.
    package func encoded() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// Every hash that a page must be able to show, sorted.
    package var media: [String] {
        Set(lists.joined().flatMap { $0.items + [$0.reference].compactMap(\.self) }).sorted()
    }
}

/// What the hashes of a ballot stand for; stays in the run folder.
package struct BallotKey: Codable, Sendable, Hashable {
    package enum Role: String, Codable, Sendable {
        case output
        /// The same output under another name: the second side of a catch trial, or X.
        case copy
        /// A damaged copy, which everybody must find worse.
        case broken
        case reference
        case hiddenReference = "hidden_reference"
        /// Low-pass at 3.5 kHz; a picture at an eighth of its size.
        case lowAnchor = "low_anchor"
        /// Low-pass at 7 kHz; a picture at a third of its size.
        case midAnchor = "mid_anchor"
    }

    package struct Item: Codable, Sendable, Hashable {
        package var caseID: String
        /// nil for the reference and what is made of it.
        package var branch: String?
        package var role: Role
    }

    package enum Kind: String, Codable, Sendable {
        /// Counts.
        case real
        /// A trial asked before, sides swapped.
        case again
        /// The same output twice.
        case same
        /// An output beside its damaged copy, or that copy alone.
        case broken
    }

    package struct Fact: Codable, Sendable, Hashable {
        package var kind: Kind
        /// Number of the trial that is asked again, from 1.
        package var repeatOf: Int?
    }

    /// By hash.
    package var items: [String: Item]
    /// Case ids by hash.
    package var cases: [String: String]
    /// One of each trial, in the shape of the ballot's lists.
    package var facts: [[Fact]]
}
