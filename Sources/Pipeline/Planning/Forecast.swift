import Foundation

/// What a run of a plan would call, cost and take, as far as that can be told without running anything.
package struct Forecast: Sendable {
    /// One branch of one group or step.
    package struct Line: Sendable, Hashable {
        /// The group's or step's id.
        package let group: String
        package let branch: String
        package let model: String
        package let provider: String
        /// Outputs wanted: cases × repeats.
        package internal(set) var cells = 0
        /// A list decides on the way how many outputs there are; `cells` and `calls` count one for each case.
        package let isOpenEnded: Bool
        /// Outputs that an earlier sitting of the same run has made.
        package internal(set) var stored = 0
        package internal(set) var cached = 0
        /// Models called; a repeated try after a failure is not counted.
        package internal(set) var calls = 0
        /// The price as a person reads it; nil is unknown.
        package let price: String?
        /// US dollars of all calls; nil is unknown.
        package internal(set) var costUSD: Double?
        /// Seconds of all calls, `workers` at a time; nil where no earlier call is known.
        package internal(set) var seconds: Double?
        /// Calls under way at once.
        package let workers: Int
    }

    /// In file order; branches that are left out, and groups inside groups in place of the branches that they are.
    package let lines: [Line]
    /// US dollars that the run may spend (`--max-cost`); nil sets no limit.
    package let maxCost: Double?

    package var calls: Int { lines.reduce(0) { $0 + $1.calls } }
    package var cached: Int { lines.reduce(0) { $0 + $1.cached } }
    package var stored: Int { lines.reduce(0) { $0 + $1.stored } }
    package var isOpenEnded: Bool { lines.contains { $0.isOpenEnded && $0.calls > 0 } }
    /// US dollars of the lines whose cost is known.
    package var knownCostUSD: Double { lines.reduce(0) { $0 + ($1.costUSD ?? 0) } }
    package var unpriced: [Line] { lines.filter { $0.costUSD == nil } }

    /// - Parameters:
    ///   - cache: where outputs of earlier runs would be taken from; nil takes none.
    ///   - store: of the run that is gone on with; nil for a new one.
    /// - Throws: what the store throws.
    package static func of(_ plan: Plan, cache: OutputCache?, store: RunStore?) throws -> Forecast {
        let counting = ForecastCounting(plan: plan, cache: cache, store: store)
        return Forecast(lines: try counting.lines(plan.steps, isInBatch: false), maxCost: plan.selection.maxCost)
    }
}
