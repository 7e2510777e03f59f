/// What happens during a run, for progress on a terminal, in a pipe, or as JSON.
package enum RunEvent: Sendable {
    /// Sent for every group and generating step before the first cell; `cells` is nil where a list decides how many there are.
    case groupStarted(group: String, branches: [String], cells: Int?)
    case cellStarted(Cell)
    /// A call is put off: a rate limit, or the pause before another try.
    case cellWaiting(Cell, seconds: Double, reason: String, tries: Int)
    /// `isStored`: the result was there from an earlier sitting and nothing was done for it now.
    case cellFinished(CellResult, isStored: Bool)
    case groupFinished(group: String)
    /// How the backend's queue stands, in one line.
    case backend(String)
    /// Something about the run as a whole that a person should know.
    case warning(String)
}

/// Receives events in the order they happen; called from one task at a time.
package typealias RunObserver = @Sendable (RunEvent) -> Void
