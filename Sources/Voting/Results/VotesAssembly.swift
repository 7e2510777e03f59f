import Pipeline
import Scoring
import Statistics

/// Makes the record of what people said about a group: the verdict of the method, agreement of metrics, how carefully was answered.
package struct VotesAssembly {
    let comparison: Comparison
    let settings: RankingSettings
    /// What quality and each metric say, to be held against the voters.
    let table: ScoreTable?
    let metrics: [MetricValues.Metric]

    /// - Parameter data: nil leaves metrics out.
    package init(_ comparison: Comparison, data: ScoringData?) {
        self.comparison = comparison
        settings = RankingSettings(
            seed: comparison.statistics.seed, resamples: comparison.statistics.resamples, minEffect: comparison.verdict.minEffect)
        let profile = comparison.scoring.flatMap { name in try? data?.profile(name) }
        table = comparison.scoring == nil ? nil : ScoreTable(comparison, profile: profile)
        metrics = data.map { MetricValues.all(comparison, data: $0) } ?? []
    }

    /// nil without an answer. Several methods are not mixed: pairs of outputs decide, else the method with the most answers.
    package func record(_ cast: [CastVotes]) -> VotesRecord? {
        let answered = cast.filter { !$0.votes.isEmpty }
        let counts = Dictionary(answered.map { ($0.method, $0.votes.count) }, uniquingKeysWith: +)
        guard let method = counts.keys.min(by: { Self.rank($0, counts) < Self.rank($1, counts) }) else { return nil }
        let own = answered.filter { $0.method == method }
        let careful = Carefulness(own)
        var record =
            switch method {
            case .pairwise: pairwise(own.flatMap(\.entries), careless: careful.careless)
            case .abx: discrimination(own.flatMap(\.real))
            case .mos, .mushra: ratings(own.flatMap(\.real), method, careless: careful.careless)
            }
        let real = own.flatMap(\.real)
        record.question = own.first?.question
        record.answers = real.count
        record.listeners = Set(own.flatMap(\.votes).map(\.listener)).count
        record.cases = Set(real.map(\.caseID)).count
        record.consistency = careful.record
        record.bothBad = real.count { $0.answer.choice == .bothBad }
        record.ballots = own.map(\.sha256)
        record.warnings = alarms(record, careful) + record.warnings
        record.warnings += counts.filter { $0.key != method }.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            "\($0.value) answers by the method \($0.key.rawValue) are kept beside these and not counted here"
        }
        return record
    }

    private static func rank(_ method: VoteMethod, _ counts: [VoteMethod: Int]) -> (Int, Int, String) {
        (method == .pairwise ? 0 : 1, -(counts[method] ?? 0), method.rawValue)
    }

    /// What is said before anything else: neither is good, or the answers are not to be trusted.
    private func alarms(_ record: VotesRecord, _ careful: Carefulness) -> [String] {
        var lines: [String] = []
        if record.answers > 0, 10 * record.bothBad >= record.answers {
            lines.append("in \(record.bothBad) of \(record.answers) answers neither output was any good: the winner may still be bad")
        }
        if record.consistency.catchTrials > 0, 3 * record.consistency.catchRight < 2 * record.consistency.catchTrials {
            lines.append(
                "only \(record.consistency.catchRight) of \(record.consistency.catchTrials) trials with a known answer were answered right")
        }
        lines += careful.careless.map { "listener '\($0)' missed most of the trials with a known answer" }
        return lines
    }

    // MARK: Agreement

    /// Quality and metrics beside votes on pairs.
    func study(_ entries: [VoteTable.Entry]) -> RankStudy { RankStudy(table, votes: entries, settings: settings, metrics: metrics) }

    static func agreement(_ study: RankStudy) -> [VoteAgreementRecord] {
        study.agreements.map { one in
            VoteAgreementRecord(
                metric: one.name, accuracy: one.accuracy.accuracy, ci95: one.accuracy.interval, pairs: one.accuracy.pairs,
                noBetterThanChance: one.isNoBetterThanChance)
        }
    }
}

extension VotesRecord {
    /// Limits as JSON can hold them: what votes do not bound has none.
    static func finite(_ limits: [Double]?) -> [Double]? { limits.flatMap { $0.allSatisfy(\.isFinite) ? $0 : nil } }
}
