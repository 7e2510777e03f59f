import Scoring

extension Plan {
    /// The user's own scorers, each once.
    package var scorers: [ConfiguredScorer] {
        var scorers: [ConfiguredScorer] = []
        for scorer in groups.flatMap({ $0.scorer?.scorers ?? [] }) where !scorers.contains(where: { $0.name == scorer.name }) {
            scorers.append(scorer)
        }
        return scorers
    }
}

extension RunRecord {
    /// With unit, direction and range of what the user's own scorers measured beside those of the built-in metrics.
    func describing(_ plan: Plan) -> RunRecord {
        var record = self
        for index in record.comparisons.indices {
            let group = plan.groups.first { $0.id == record.comparisons[index].groupId }
            let cards = record.comparisons[index].cases.flatMap(\.results).compactMap(\.scorecard)
            for metric in (group?.scorer?.scorers ?? []).map(\.metric) {
                let isShown = cards.contains { card in
                    card.readings.contains { $0.metric == metric.name } || card.missing.contains { $0.metric == metric.name }
                }
                guard isShown, !record.comparisons[index].metrics.contains(where: { $0.metric == metric.name }) else { continue }
                record.comparisons[index].metrics.append(MetricRecord(scorer: metric, profile: group?.scorer?.profile))
            }
        }
        return record
    }
}

extension MetricRecord {
    fileprivate init(scorer metric: MetricDescription, profile: ScoringProfile?) {
        self.init(
            metric: metric.name, version: metric.version, summary: metric.summary, unit: metric.unit, better: metric.better.rawValue,
            aspect: profile?.aspects.first { $0.metrics.contains { $0.name == metric.name } }?.name,
            weight: profile?.weight(of: metric.name))
        range = [metric.range.lowest, metric.range.highest]
    }
}
