import Foundation

/// One answer as it is kept: to one trial, by one listener.
package struct VoteAnswer: Codable, Sendable, Hashable {
    package enum Choice: String, Codable, Sendable, CaseIterable {
        case left, right, tie
        case bothBad = "both_bad"
    }

    /// Which list of the ballot, from 1.
    package var list: Int
    /// Number within the list, from 1.
    package var trial: Int
    /// pairwise; in abx `left` and `right` say which one X is.
    package var choice: Choice?
    /// By item: mos 1…5, mushra 0…100.
    package var scores: [String: Double]?
    /// Times each item was started, or shown; in the order of the items.
    package var played: [Int]
    /// From the trial's appearance to the answer.
    package var seconds: Double
    /// In the listener's own words.
    package var reason: String?
    /// What the listener's page said of itself.
    package var browser: String?
    package var headphones: Bool?
}
