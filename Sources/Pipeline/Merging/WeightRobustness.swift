import Scoring
import Statistics

/// How far a case's winner hangs on the exact weights: the share of random weights around the profile's under which it still wins
/// (the acceptability of SMAA; Lahdelma, Hokkanen and Salminen 1998).
///
/// Weights of aspects, and of metrics inside each, are drawn from Dirichlet distributions around the profile's with concentration 50;
/// the draws depend on the profile alone, so all cases share them.
struct WeightRobustness: Sendable {
    static let draws = 1_000
    private static let concentration = 50.0

    /// For each draw and aspect: the aspect's weight and those of its metrics.
    private let weights: [[(aspect: Double, metrics: [Double])]]
    private let profile: ScoringProfile

    init(_ profile: ScoringProfile) {
        self.profile = profile
        weights = (0..<Self.draws).map { replicate in
            var stream = RandomStream(seed: 0, purpose: .weights, replicate: replicate)
            let aspects = Dirichlet.draw(profile.aspects.map { Self.concentration * $0.weight }, from: &stream)
            return zip(profile.aspects, aspects).map { aspect, weight in
                (weight, Dirichlet.draw(aspect.metrics.map { Self.concentration * $0.weight }, from: &stream))
            }
        }
    }

    /// Share of the draws in which the first of the outputs is ahead of all others; ties count for it.
    ///
    /// nil where they have too little in common for a quality.
    func share(of winner: Scorecard, against others: [Scorecard]) -> Double? {
        let fusion = Fusion(profile)
        let cards = [winner] + others
        let common = fusion.common(to: cards)
        guard !others.isEmpty, fusion.fusePaired(cards).allSatisfy({ $0.fused != nil }) else { return nil }
        let utilities = cards.map { card in profile.aspects.map { $0.metrics.map { card.utilities[$0.name] ?? 0 } } }
        // A winner that is nowhere worse, and not held down by a cap, wins under any weights.
        if zip(utilities, cards).dropFirst().allSatisfy({ Self.dominates(utilities[0], $0.0) }),
            winner.gates.allSatisfy({ $0.severity == .warn })
        {
            return 1
        }
        let present = profile.aspects.map { $0.metrics.map { common.contains($0.name) } }
        var held = 0
        for draw in weights {
            let qualities = zip(cards, utilities).map { card, utilities in
                Fusion.quality(of: Self.fused(utilities, draw, present), under: card.gates) ?? 0
            }
            if qualities.dropFirst().allSatisfy({ $0 <= qualities[0] + 1e-9 }) { held += 1 }
        }
        return Double(held) / Double(Self.draws)
    }

    private static func dominates(_ a: [[Double]], _ b: [[Double]]) -> Bool {
        zip(a, b).allSatisfy { zip($0, $1).allSatisfy { $0 >= $1 } }
    }

    private static func fused(_ utilities: [[Double]], _ draw: [(aspect: Double, metrics: [Double])], _ present: [[Bool]]) -> Double {
        var logSum = 0.0, total = 0.0
        for (aspect, weights) in draw.enumerated() {
            var sum = 0.0, weight = 0.0
            for metric in weights.metrics.indices where present[aspect][metric] {
                sum += weights.metrics[metric] * utilities[aspect][metric]
                weight += weights.metrics[metric]
            }
            guard weight > 0 else { continue }
            logSum += weights.aspect * PortableMath.log(max(Fusion.floor, sum / weight))
            total += weights.aspect
        }
        return total > 0 ? 100 * PortableMath.exp(logSum / total) : 0
    }
}

extension CaseVerdictRecord {
    /// The verdict with what a report shows beside it.
    init(_ verdict: CaseVerdict, repeat number: Int, cards: [(branch: String, card: Scorecard)], robustness: WeightRobustness) {
        self.init(
            repeat: number, label: verdict.label.rawValue, winner: verdict.winner, decidedBy: verdict.decidedBy?.rawValue,
            reason: verdict.reason + ".")
        confidence = verdict.confidence
        margin = verdict.margin
        runnerUp = verdict.runnerUp
        contributions = verdict.contributions?.parts.map { ContributionRecord(metric: $0.name, points: $0.points) } ?? []
        dominates = verdict.contributions?.dominates
        guard verdict.margin != nil, let winner = cards.first(where: { $0.branch == verdict.winner }) else { return }
        let others = cards.filter { $0.branch != winner.branch && $0.card.isEligible && $0.card.quality != nil }.map(\.card)
        self.robustness = robustness.share(of: winner.card, against: others)
    }
}
