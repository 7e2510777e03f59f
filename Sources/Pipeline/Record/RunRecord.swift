import Media

/// Everything a run did; written as `results.json`, and all that any report is made from.
///
/// Keys become snake_case in JSON. A minor schema version adds fields, a major one may remove; nil is *unknown*, never 0.
package struct RunRecord: Codable, Sendable {
    package var schema = "bakeoff.results"
    package var schemaVersion = "1.3"
    package var tool: ToolFacts
    package var run: RunFacts
    package var comparisons: [Comparison]
    /// Steps that compare nothing: single models, merges, splits; nil in records of schema 1.0.
    package var steps: [StepRecord]?
    /// Release gates (`gates:`, `--fail-on`) with their outcome.
    package var gates: [ReleaseGateResult]
    /// What a reader must know about the whole run: outputs left out, odd files, a run that stopped early.
    package var warnings: [String]

    package init(
        tool: ToolFacts, run: RunFacts, comparisons: [Comparison], steps: [StepRecord]? = nil, gates: [ReleaseGateResult],
        warnings: [String]
    ) {
        self.tool = tool
        self.run = run
        self.comparisons = comparisons
        self.steps = steps
        self.gates = gates
        self.warnings = warnings
    }
}

/// Which program made a record.
package struct ToolFacts: Codable, Sendable, Hashable {
    package var name: String
    package var version: String
    package var swift: String
    package var platform: String

    package init(name: String, version: String, swift: String, platform: String) {
        self.name = name
        self.version = version
        self.swift = swift
        self.platform = platform
    }
}

/// The run as a whole.
package struct RunFacts: Codable, Sendable, Hashable {
    package enum Status: String, Codable, Sendable { case complete, partial }

    /// `2026-11-23-a41f`, also the name of the run folder.
    package var id: String
    package var pipeline: String
    package var description: String?
    /// ISO 8601, UTC, whole seconds.
    package var started: String
    package var seconds: Double
    package var costUsd: Double?
    /// False when the price of at least one output is unknown.
    package var costComplete: Bool
    package var status: Status
    /// Why a partial run stopped; nil for a complete one.
    package var stoppedBecause: String?
    package var configSha256: String
    package var seed: UInt64
    package var cachedOutputs: Int
    /// A command that does the same again.
    package var command: String

    package init(
        id: String, pipeline: String, description: String?, started: String, seconds: Double, costUsd: Double?, costComplete: Bool,
        status: Status, configSha256: String, seed: UInt64, cachedOutputs: Int, command: String
    ) {
        self.id = id
        self.pipeline = pipeline
        self.description = description
        self.started = started
        self.seconds = seconds
        self.costUsd = costUsd
        self.costComplete = costComplete
        self.status = status
        self.configSha256 = configSha256
        self.seed = seed
        self.cachedOutputs = cachedOutputs
        self.command = command
    }
}

/// How one release gate ended.
package struct ReleaseGateResult: Codable, Sendable, Hashable {
    package enum Result: String, Codable, Sendable { case pass, fail, undecided }

    package var rule: String
    package var groupId: String?
    package var result: Result
    /// The numbers behind the result, in words.
    package var detail: String
    /// What was held against the rule's limit: points, seconds, US dollars, a share 0…1, a count; nil for names and unknowns.
    package var value: Double?

    package init(rule: String, groupId: String?, result: Result, detail: String, value: Double? = nil) {
        self.rule = rule
        self.groupId = groupId
        self.result = result
        self.detail = detail
        self.value = value
    }
}
