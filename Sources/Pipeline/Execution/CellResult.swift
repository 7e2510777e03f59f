import Media

/// Why a cell has no output: a value in the result, never the end of the run.
package struct CellFailure: Error, Sendable, Hashable, Codable {
    /// A stable word: `exit_status`, `signal`, `timed_out`, `no_output`, `not_media`, `missing_file`, `cannot_start`,
    /// `rate_limited`, `unavailable`, `connection_failed`, `credential_refused`, `quota_exhausted`, `filtered`, `invalid_request`,
    /// `answer_lost`, `bad_reply` …
    package let code: String
    /// Codes after which the same model is not called again in this run.
    package static let refusals: Set = ["credential_refused", "quota_exhausted"]
    package var message: String
    package let stderrTail: String?
    /// Seconds the model asked to wait before another call.
    package let retryAfter: Double?
    /// The HTTP status that a service answered with.
    package let http: Int?

    package init(_ code: String, _ message: String, stderrTail: String? = nil, retryAfter: Double? = nil, http: Int? = nil) {
        self.http = http
        self.code = code
        self.message = message
        self.stderrTail = stderrTail
        self.retryAfter = retryAfter
    }
}

extension CellFailure {
    /// How a further cell fails without a call, after the model refused the credential or had used up its quota.
    func untried(of model: String) -> CellFailure {
        let why = code == "quota_exhausted" ? "has used up its quota" : "refused the credential"
        return CellFailure(code, "not tried: \(model) \(why) (\(message))")
    }
}

/// How a cell ended.
package enum Outcome: Sendable, Hashable, Codable {
    case produced(Artifact)
    case failed(CellFailure)
    /// Stopped by `fail_fast`, by the winner of a race, or for want of an input.
    case cancelled(String)
}

/// One cell after it was run.
package struct CellResult: Sendable, Hashable, Codable {
    package let cell: Cell
    package let outcome: Outcome
    /// Seconds from the call to the file, or to the failure, without waiting for a turn; for a cached output, those of the original call.
    package let seconds: Double
    /// Seconds spent waiting: for a turn, for a rate limit, before another try.
    package var waited: Double?
    /// US dollars of all tries, also for what failed or was cancelled; nil is unknown. For a cached output, the original cost.
    package let costUSD: Double?
    package let tries: Int
    package let seed: UInt64
    /// The output came from the cache, or from an identical call under way: nothing was spent for it in this run.
    package var isCached: Bool?
    /// What the service said about the output.
    package var returned: Returned?

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

    package var failure: CellFailure? {
        if case .failed(let failure) = outcome { return failure }
        return nil
    }

    /// US dollars that this run spent on it; nil is unknown.
    package var spentUSD: Double? { isCached == true ? 0 : costUSD }
}
