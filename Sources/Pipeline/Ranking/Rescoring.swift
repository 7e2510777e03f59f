import Scoring
import Statistics

/// Scores made again from stored readings, under other weights, curves or gates: no file is read and no model is called.
package struct Rescoring: Sendable {
    private let data: ScoringData
    private let profile: ScoringProfile
    private let version: ScoringVersion

    package init(data: ScoringData, profile: ScoringProfile) {
        self.data = data
        self.profile = profile
        version = data.version(for: profile, transcriber: .whisper)
    }

    /// The comparison under the profile; one of another kind, or that was never scored, comes back as it was.
    ///
    /// - Parameter scoresOnly: leaves verdicts and ranking as they were; whoever ranks anew needs no more.
    package func callAsFunction(_ comparison: Comparison, scoresOnly: Bool = false) -> Comparison {
        guard comparison.kind == profile.kind, comparison.scoring != nil else { return comparison }
        var made = comparison
        let cases = comparison.cases
        let robustness = scoresOnly ? nil : WeightRobustness(profile)
        made.cases = concurrentMap(cases.count) { rescored(cases[$0], comparison, robustness) }
        made.scoring = profile.name
        made.scoringVersion = version.description
        made.restsOn = profile.restsOnSentence
        made.metrics = comparison.metrics.map { metric in
            var metric = metric
            metric.aspect = profile.aspects.first { $0.metrics.contains { $0.name == metric.metric } }?.name
            metric.weight = profile.weight(of: metric.metric)
            return metric
        }
        guard !scoresOnly else { return made }
        var settings = RankingSettings(seed: comparison.statistics.seed, minEffect: comparison.verdict.minEffect)
        settings.resamples = comparison.statistics.resamples
        // What was raced under other weights stopped by them; the fixed-sample test would not hold.
        settings.race = comparison.race?.settings(minEffect: settings.minEffect)
        let ranked = RankedCases(made.cases, branches: made.branches, profile: profile, settings: settings)
        made.ranking = ranked.standings
        made.pairwise = ranked.pairs
        made.verdict = ranked.overall
        return made
    }

    /// Metrics that the profile weighs and no output of the comparison has a reading of.
    package func unread(in comparison: Comparison) -> [String] {
        let read = Set(comparison.cases.lazy.flatMap(\.results).compactMap(\.scorecard).flatMap(\.readings).map(\.metric))
        return profile.metrics.filter { !read.contains($0) }
    }

    /// - Parameter robustness: nil leaves the verdicts as they were.
    private func rescored(_ record: CaseRecord, _ comparison: Comparison, _ robustness: WeightRobustness?) -> CaseRecord {
        var record = record
        for index in record.results.indices {
            record.results[index].scorecard = record.results[index].scorecard.map { data.appraise($0, under: profile) }
        }
        guard let robustness, comparison.mergeStrategy == BestQuality.name else { return record }
        record.verdicts = record.verdicts.map { old in
            let cards = comparison.branches.compactMap { branch in
                record.results.first { $0.branch == branch.id && $0.repeat == old.repeat && $0.status == .ok }?.scorecard
                    .map { (branch: branch.id, card: $0) }
            }
            return cards.isEmpty
                ? old : CaseVerdictRecord(CaseVerdict(cards, under: profile), repeat: old.repeat, cards: cards, robustness: robustness)
        }
        return record
    }
}
