import Scoring

/// One case of a group: what was asked, what each branch answered, who won.
package struct CaseRecord: Codable, Sendable {
    package var id: String
    package var prompt: String?
    /// Path of a reference file as the pipeline names it.
    package var reference: String?
    package var transcript: String?
    package var tags: [String]
    /// Further columns of the case file.
    package var columns: [String: String]
    /// Branches in file order; with repeats, all repeats of a branch together.
    package var results: [ResultRecord]
    /// One a repeat, in order.
    package var verdicts: [CaseVerdictRecord]

    package init(
        id: String, prompt: String?, reference: String?, transcript: String?, tags: [String], columns: [String: String],
        results: [ResultRecord], verdicts: [CaseVerdictRecord]
    ) {
        self.id = id
        self.prompt = prompt
        self.reference = reference
        self.transcript = transcript
        self.tags = tags
        self.columns = columns
        self.results = results
        self.verdicts = verdicts
    }
}

/// What one cell gave.
package struct ResultRecord: Codable, Sendable {
    package enum Status: String, Codable, Sendable { case ok, failed, cancelled }

    package var branch: String
    package var `repeat`: Int
    package var status: Status
    /// Relative to the run folder; for `compare`, as the user named it.
    package var path: String?
    package var sha256: String?
    package var mediaType: String?
    package var width: Int?
    package var height: Int?
    /// Seconds of sound, sample rate and channels, for audio.
    package var seconds: Double?
    package var sampleRate: Int?
    package var channels: Int?
    /// Seconds from the call to the file, without waiting for a turn; of a cached output, those of the original call.
    package var latency: Double
    /// The same in milliseconds; nil in records before schema 1.2.
    package var latencyMs: Double?
    /// Seconds spent waiting for a turn, a rate limit, or another try; nil where it was next to nothing.
    package var waited: Double?
    package var costUsd: Double?
    package var tries: Int
    package var cached: Bool
    package var seed: UInt64
    package var error: FailureRecord?
    /// What the service said about the output; nil for what no service made.
    package var returned: Returned?
    /// Milliseconds from the call to the first byte of the answer, where a service was asked.
    package var firstByteMs: Double?
    package var scorecard: Scorecard?

    package init(branch: String, repeat: Int, status: Status, latency: Double, tries: Int, seed: UInt64) {
        self.branch = branch
        self.repeat = `repeat`
        self.status = status
        self.latency = latency
        // To a microsecond: more digits would be noise of the arithmetic.
        latencyMs = latency.isFinite ? (latency * 1_000_000).rounded() / 1000 : nil
        self.tries = tries
        self.seed = seed
        cached = false
    }
}

/// Why a cell has no output.
package struct FailureRecord: Codable, Sendable, Hashable, Error {
    /// A stable word: `exit_status`, `timed_out`, `no_output`, `not_media`, `cancelled`, `missing_file` …
    package var code: String
    package var message: String
    /// The last lines the program wrote to standard error.
    package var stderrTail: String?
    /// The HTTP status that a service answered with.
    package var http: Int?

    package init(code: String, message: String, stderrTail: String? = nil, http: Int? = nil) {
        self.http = http
        self.code = code
        self.message = message
        self.stderrTail = stderrTail
    }
}

/// What the merge decided for one case and repeat.
package struct CaseVerdictRecord: Codable, Sendable, Hashable {
    package var `repeat`: Int
    /// `clear`, `slight`, `tie`, `no_eligible_output` for best_quality; nil for strategies that pick no best.
    package var label: String?
    package var winner: String?
    /// `quality`, `warnings`, `first_aspect`, `declared_order`, `only_eligible`, `first`, `finish`.
    package var decidedBy: String?
    package var confidence: Double?
    package var margin: Double?
    package var runnerUp: String?
    /// Each metric's share of the margin; they sum to it.
    package var contributions: [ContributionRecord]
    /// The winner is at least as good as the runner-up on every metric that both have; nil where nothing was compared.
    package var dominates: Bool?
    /// Share of 1,000 random weights around the profile's under which the same output wins.
    package var robustness: Double?
    package var reason: String
    /// Composite made of the outputs, relative to the run folder.
    package var composite: String?
    package var compositeError: String?

    package init(repeat: Int, label: String? = nil, winner: String? = nil, decidedBy: String? = nil, reason: String) {
        self.repeat = `repeat`
        self.label = label
        self.winner = winner
        self.decidedBy = decidedBy
        self.reason = reason
        contributions = []
    }
}

/// How much one metric adds to a margin.
package struct ContributionRecord: Codable, Sendable, Hashable {
    package var metric: String
    package var points: Double

    package init(metric: String, points: Double) {
        self.metric = metric
        self.points = points
    }
}
