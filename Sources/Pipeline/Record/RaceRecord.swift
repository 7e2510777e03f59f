import Statistics

/// What stopping early did: who left when, and what was saved.
package struct RaceRecord: Codable, Sendable, Hashable {
    package struct Drop: Codable, Sendable, Hashable {
        package var branch: String
        /// The branch that was ahead of it.
        package var rival: String
        /// Cases that both had run.
        package var cases: Int
        /// Natural logarithm of the evidence against "no difference".
        package var logE: Double
    }

    package var minCases: Int
    package var every: Int
    /// Cases of the plan.
    package var cases: Int
    package var drops: [Drop]
    /// `decided`, `equivalent`; nil where the race went on to the last case.
    package var end: String?
    /// Cases after which it ended; nil where it did not.
    package var endedAfter: Int?
    package var outputs: Int
    package var outputsSaved: Int
    /// US dollars by the mean price of each branch's outputs; nil is unknown.
    package var savedUsd: Double?
    /// Seconds of calls by the mean of each branch's outputs.
    package var savedSeconds: Double

    /// The terms of the race, for judging its group again.
    package func settings(minEffect: Double) -> RaceSettings { RaceSettings(minCases: minCases, every: every, minEffect: minEffect) }
}
