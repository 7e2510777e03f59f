import Media

/// One parallel group in a run record: its branches, its cases, its verdict.
package struct Comparison: Codable, Sendable {
    package var groupId: String
    package var kind: MediaKind
    package var mergeStrategy: String
    /// Name of the scoring profile; nil when the group is not scored.
    package var scoring: String?
    package var scoringVersion: String
    /// What the verdict rests on, in a sentence: descriptors alone, reference metrics, learned scorers.
    package var restsOn: String
    package var successfulCount: Int
    package var failedCount: Int
    package var cancelledCount: Int
    /// Seconds from the first cell to the last.
    package var totalTime: Double
    /// US dollars; nil when the price of an output is unknown.
    package var totalCost: Double?
    package var branches: [BranchRecord]
    /// Every metric that was read, in the profile's order.
    package var metrics: [MetricRecord]
    package var cases: [CaseRecord]
    /// Best mean first.
    package var ranking: [StandingRecord]
    package var pairwise: [PairRecord]
    package var verdict: OverallRecord
    package var statistics: StatisticsRecord
    /// Branch ids whose outputs are byte-identical in every case both produced: a silent A/A.
    package var identicalBranches: [[String]]
    /// How like each other the pictures are; nil where nothing was made from text alone, and in older records.
    package var similarity: SimilarityRecord?
    /// What stopping early did; nil where every case was run, and in older records.
    package var race: RaceRecord?
    /// What people said who did not know the names; nil where nobody voted, and in older records.
    package var votes: VotesRecord?

    package init(
        groupId: String, kind: MediaKind, mergeStrategy: String, scoring: String?, scoringVersion: String, restsOn: String,
        successfulCount: Int, failedCount: Int, cancelledCount: Int, totalTime: Double, totalCost: Double?, branches: [BranchRecord],
        metrics: [MetricRecord], cases: [CaseRecord], ranking: [StandingRecord], pairwise: [PairRecord], verdict: OverallRecord,
        statistics: StatisticsRecord, identicalBranches: [[String]]
    ) {
        self.groupId = groupId
        self.kind = kind
        self.mergeStrategy = mergeStrategy
        self.scoring = scoring
        self.scoringVersion = scoringVersion
        self.restsOn = restsOn
        self.successfulCount = successfulCount
        self.failedCount = failedCount
        self.cancelledCount = cancelledCount
        self.totalTime = totalTime
        self.totalCost = totalCost
        self.branches = branches
        self.metrics = metrics
        self.cases = cases
        self.ranking = ranking
        self.pairwise = pairwise
        self.verdict = verdict
        self.statistics = statistics
        self.identicalBranches = identicalBranches
    }
}

/// A competing model with its parameters.
package struct BranchRecord: Codable, Sendable, Hashable {
    package var id: String
    /// A, B, C … in file order.
    package var label: String
    package var provider: String
    package var model: String
    package var params: [String: String]

    package init(id: String, label: String, provider: String, model: String, params: [String: String]) {
        self.id = id
        self.label = label
        self.provider = provider
        self.model = model
        self.params = params
    }
}

/// What a metric column of a report means.
package struct MetricRecord: Codable, Sendable, Hashable {
    package var metric: String
    package var version: String
    package var summary: String
    package var unit: String
    /// `higher`, `lower` or `neutral`.
    package var better: String
    package var aspect: String?
    /// Share of the whole profile, 0…1; nil when shown only.
    package var weight: Double?
    /// Lowest and highest value of the definition, nil inside where it has no bound; nil in records before schema 1.2.
    package var range: [Double?]?
    /// Of the network that gave the readings; nil for a metric without one, or with weights of the user's own.
    package var weightsSha256: String?

    package init(metric: String, version: String, summary: String, unit: String, better: String, aspect: String?, weight: Double?) {
        self.metric = metric
        self.version = version
        self.summary = summary
        self.unit = unit
        self.better = better
        self.aspect = aspect
        self.weight = weight
    }
}

/// Mean quality of one branch over the cases, and the ranks the data cannot rule out.
package struct StandingRecord: Codable, Sendable, Hashable {
    package var branch: String
    package var cases: Int
    /// Lowest and highest rank.
    package var rank: [Int]
    /// 0…100, failures counted as 0.
    package var mean: Double?
    package var ci95: [Double]?
    package var winRate: Double?
    package var failures: Int
    package var failureRate: Double
    package var failureCi95: [Double]
    package var secondsMedian: Double?
    package var secondsP95: Double?
    /// US dollars an output; nil is unknown.
    package var costPerOutput: Double?

    package init(
        branch: String, cases: Int, rank: [Int], mean: Double?, ci95: [Double]?, winRate: Double?, failures: Int, failureRate: Double,
        failureCi95: [Double], secondsMedian: Double?, secondsP95: Double?, costPerOutput: Double?
    ) {
        self.branch = branch
        self.cases = cases
        self.rank = rank
        self.mean = mean
        self.ci95 = ci95
        self.winRate = winRate
        self.failures = failures
        self.failureRate = failureRate
        self.failureCi95 = failureCi95
        self.secondsMedian = secondsMedian
        self.secondsP95 = secondsP95
        self.costPerOutput = costPerOutput
    }
}

/// Two branches over the cases both have run.
package struct PairRecord: Codable, Sendable, Hashable {
    package var a: String
    package var b: String
    package var cases: Int
    package var wins: Int
    package var losses: Int
    package var ties: Int
    /// Mean of a − b, points of quality.
    package var diff: Double?
    package var ci95: [Double]?
    package var p: Double?
    package var pHolm: Double?
    package var label: String
    package var casesNeeded: Int?

    package init(
        a: String, b: String, cases: Int, wins: Int, losses: Int, ties: Int, diff: Double?, ci95: [Double]?, p: Double?, pHolm: Double?,
        label: String, casesNeeded: Int?
    ) {
        self.a = a
        self.b = b
        self.cases = cases
        self.wins = wins
        self.losses = losses
        self.ties = ties
        self.diff = diff
        self.ci95 = ci95
        self.p = p
        self.pHolm = pHolm
        self.label = label
        self.casesNeeded = casesNeeded
    }
}

/// The verdict on a group, with the words that every surface shows.
package struct OverallRecord: Codable, Sendable, Hashable {
    package var label: String
    package var winners: [String]
    package var over: String?
    package var diff: Double?
    package var ci95: [Double]?
    package var wins: Int
    package var losses: Int
    package var ties: Int
    package var cases: Int
    package var casesNeeded: Int?
    /// Points of quality below which a difference does not matter.
    package var minEffect: Double
    package var warnings: [String]
    /// `Clear winner`, `Too close to call` …
    package var heading: String
    /// The one sentence.
    package var text: String

    package init(
        label: String, winners: [String], over: String?, diff: Double?, ci95: [Double]?, wins: Int, losses: Int, ties: Int, cases: Int,
        casesNeeded: Int?, minEffect: Double, warnings: [String], heading: String, text: String
    ) {
        self.label = label
        self.winners = winners
        self.over = over
        self.diff = diff
        self.ci95 = ci95
        self.wins = wins
        self.losses = losses
        self.ties = ties
        self.cases = cases
        self.casesNeeded = casesNeeded
        self.minEffect = minEffect
        self.warnings = warnings
        self.heading = heading
        self.text = text
    }
}

/// How the numbers were made, so that a reader can check them.
package struct StatisticsRecord: Codable, Sendable, Hashable {
    package var interval = "hull of Student t and beta bootstrap-t"
    package var resamples: Int
    package var test = "sign-flip"
    package var correction = "holm"
    package var seed: UInt64
    package var unit = "case"
    package var failures = "zero"

    package init(resamples: Int, seed: UInt64) {
        self.resamples = resamples
        self.seed = seed
    }

    /// A raced group is judged by what may be looked at again and again.
    mutating func markAsRaced() {
        interval = "always-valid, normal mixture of t"
        test = "e-process, t mixture, g = 1/4"
    }
}
