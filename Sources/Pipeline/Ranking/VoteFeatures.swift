import Media
import Scoring
import Statistics

/// Votes as differences of utilities, to learn a profile's weights from.
package struct VoteFeatures: Sendable {
    package let rows: [PreferenceWeights.Row]
    private let source: ScoringProfile
    /// Metrics that every voted output has, with the profile's weight brought to a sum of 1.
    private let metrics: [(name: String, weight: Double)]

    /// Repeats of an output are averaged; votes on outputs without utilities are left out.
    package init(_ comparison: Comparison, profile: ScoringProfile, votes: VoteTable) {
        source = profile
        var utilities: [String: [String: [String: [Double]]]] = [:]
        for record in comparison.cases {
            for result in record.results {
                for (metric, value) in result.scorecard?.utilities ?? [:] {
                    utilities[record.id, default: [:]][result.branch, default: [:]][metric, default: []].append(value)
                }
            }
        }
        func mean(_ vote: Vote, _ branch: Int, _ metric: String) -> Double? {
            utilities[votes.cases[vote.caseIndex]]?[votes.branches[branch]]?[metric].map { $0.reduce(0, +) / Double($0.count) }
        }
        let kept = profile.metrics.filter { metric in
            votes.votes.contains { mean($0, $0.left, metric) != nil && mean($0, $0.right, metric) != nil }
        }
        let total = kept.reduce(0) { $0 + (profile.weight(of: $1) ?? 0) }
        metrics = kept.map { ($0, (profile.weight(of: $0) ?? 0) / max(total, 1e-12)) }
        rows = votes.votes.compactMap { vote in
            let differences = kept.compactMap { metric in
                mean(vote, vote.left, metric).flatMap { left in mean(vote, vote.right, metric).map { left - $0 } }
            }
            guard differences.count == kept.count, !kept.isEmpty else { return nil }
            return PreferenceWeights.Row(
                caseIndex: vote.caseIndex, differences: differences, outcome: vote.choice == .tie ? 0.5 : vote.choice == .left ? 1 : 0)
        }
    }

    /// - Throws: why nothing can be learned.
    package func learned() throws(PreferenceWeights.Refusal) -> PreferenceWeights {
        try PreferenceWeights(rows, given: metrics.map(\.weight))
    }

    /// The profile with the learned weights as YAML; metrics and aspects that got no weight are left out.
    package func profile(with learned: PreferenceWeights, name: String) -> String {
        let weights = Dictionary(uniqueKeysWithValues: zip(metrics.map(\.name), learned.weights))
        var lines = [
            "# Learned from \(rows.count) votes by 'bakeoff fit weights'; on cases left out it predicts",
            "# \(percent(learned.accuracy)) of the votes, the weights of '\(source.name)' \(percent(learned.givenAccuracy)).",
            "name: \(name)", "summary: The weights of \(source.name), learned from votes.", "kind: \(source.kind.rawValue)",
            "rests_on: [\((source.restsOn.map(\.rawValue).filter { $0 != "votes" } + ["votes"]).joined(separator: ", "))]",
            "claims: \(source.claims)", "aspects:",
        ]
        for aspect in source.aspects {
            let own = aspect.metrics.map { ($0.name, weights[$0.name] ?? 0) }.filter { $0.1 > 0.0005 }
            guard !own.isEmpty else { continue }
            let sum = own.reduce(0) { $0 + $1.1 }
            lines += ["  \(aspect.name):", "    weight: \(short(sum))"]
            lines.append("    metrics: {\(own.map { "\($0.0): \(short($0.1 / sum))" }.joined(separator: ", "))}")
        }
        lines.append("gates: [\(source.gates.joined(separator: ", "))]")
        return lines.joined(separator: "\n") + "\n"
    }

    private func short(_ value: Double) -> String { String((value * 10_000).rounded() / 10_000) }
    private func percent(_ share: Double) -> String { "\((share * 1_000).rounded() / 10) %" }
}
