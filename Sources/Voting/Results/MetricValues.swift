import Pipeline
import Scoring

/// What voters are held against: every metric that has a direction or a worth, by branch and case, higher is better.
package enum MetricValues {
    package typealias Metric = (name: String, value: @Sendable (String, String) -> Double?)

    package static func all(_ comparison: Comparison, data: ScoringData) -> [Metric] {
        comparison.metrics.compactMap { metric in
            var values: [String: [String: [Double]]] = [:]
            for record in comparison.cases {
                for result in record.results {
                    guard let reading = result.scorecard?.readings.first(where: { $0.metric == metric.metric }),
                        let worth = worth(of: reading, better: metric.better, data: data)
                    else { continue }
                    values[result.branch, default: [:]][record.id, default: []].append(worth)
                }
            }
            guard !values.isEmpty else { return nil }
            let found = values
            return (
                metric.metric,
                { @Sendable branch, name in found[branch]?[name].map { $0.reduce(0, +) / Double($0.count) } }
            )
        }
    }

    private static func worth(of reading: Reading, better: String, data: ScoringData) -> Double? {
        if let worth = data.cards[reading.metric]?.appraise(reading) { return worth.utility }
        guard let value = reading.value else { return nil }
        return better == "higher" ? value : better == "lower" ? -value : nil
    }
}
