/// What happens during a run, for progress on a terminal, in a pipe, or as JSON.
package enum RunEvent: Sendable {
    case groupStarted(group: String, branches: [String], cells: Int, reused: Int)
    case cellStarted(Cell)
    case cellFinished(CellResult)
    case groupFinished(group: String)
}

/// Receives events in the order they happen; called from one task at a time.
package typealias RunObserver = @Sendable (RunEvent) -> Void
