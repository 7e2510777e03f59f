import Media

/// Why a cell has no output: a value in the result, never the end of the run.
package struct CellFailure: Error, Sendable, Hashable, Codable {
    /// A stable word: `exit_status`, `signal`, `timed_out`, `no_output`, `not_media`, `missing_file`, `cannot_start` …
    package let code: String
    package let message: String
    package let stderrTail: String?

    package init(_ code: String, _ message: String, stderrTail: String? = nil) {
        self.code = code
        self.message = message
        self.stderrTail = stderrTail
    }
}

/// How a cell ended.
package enum Outcome: Sendable, Hashable, Codable {
    case produced(Artifact)
    case failed(CellFailure)
    /// Stopped by `fail_fast`, by the winner of a race, or by the user.
    case cancelled(String)
}

/// One cell after it was run.
package struct CellResult: Sendable, Hashable, Codable {
    package let cell: Cell
    package let outcome: Outcome
    /// Seconds from the call to the file, or to the failure.
    package let seconds: Double
    /// US dollars, also for what failed or was cancelled; nil is unknown.
    package let costUSD: Double?
    package let tries: Int
    package let seed: UInt64

    package init(cell: Cell, outcome: Outcome, seconds: Double, costUSD: Double?, tries: Int, seed: UInt64) {
        self.cell = cell
        self.outcome = outcome
        self.seconds = seconds
        self.costUSD = costUSD
        self.tries = tries
        self.seed = seed
    }

    package var artifact: Artifact? {
        if case .produced(let artifact) = outcome { return artifact }
        return nil
    }
}
