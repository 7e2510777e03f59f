/// What of a plan one sitting does (`--only`, `--branch`, `--case`, `--group`, `--limit`, `--max-cost`); the rest stays as it is stored.
package struct Selection: Sendable, Hashable {
    package enum Only: String, Sendable, CaseIterable {
        /// Whatever has no output yet.
        case all
        /// Cells that were never run or were cancelled.
        case missing
        /// Cells that failed.
        case failed
    }

    package var only = Only.all
    /// Ids of the cases to run; nil runs all of them.
    package var cases: Set<String>?
    /// Ids of the groups and steps to run; nil runs all of them.
    package var groups: Set<String>?
    /// US dollars that all sittings of the run together may spend; nil sets no limit.
    package var maxCost: Double?

    package init() {}
}
