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

    /// One run of aspects a draw, and one run of metrics, in the profile's order.
    private let aspectWeights, metricWeights: [Double]
    /// Where each aspect's metrics begin; one more at the end.
    private let starts: [Int]
    private let profile: ScoringProfile

    init(_ profile: ScoringProfile) {
        self.profile = profile
        var aspects: [Double] = [], metrics: [Double] = []
        for replicate in 0..<Self.draws {
            var stream = RandomStream(seed: 0, purpose: .weights, replicate: replicate)
            aspects += Dirichlet.draw(profile.aspects.map { Self.concentration * $0.weight }, from: &stream)
            for aspect in profile.aspects {
                metrics += Dirichlet.draw(aspect.metrics.map { Self.concentration * $0.weight }, from: &stream)
            }
        }
        (aspectWeights, metricWeights) = (aspects, metrics)
        starts = profile.aspects.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.metrics.count) }
    }

    /// Share of the draws in which the first of the outputs is ahead of all others; ties count for it.
    ///
    /// nil where they have too little in common for a quality.
    func share(of winner: Scorecard, against others: [Scorecard]) -> Double? {
        let fusion = Fusion(profile)
        let cards = [winner] + others
        let common = fusion.common(to: cards)
        guard !others.isEmpty, fusion.fusePaired(cards).allSatisfy({ $0.fused != nil }) else { return nil }
        let names = profile.metrics
        let rows = cards.map { card in
            let utilities = card.utilities
            return names.map { utilities[$0] ?? 0 }
        }
        let present = names.map { common.contains($0) ? 1.0 : 0 }
        let isFree = cards.allSatisfy { $0.gates.allSatisfy { $0.severity == .warn } }
        // A winner that is nowhere worse wins under any weights.
        if isFree, rows.dropFirst().allSatisfy({ zip(rows[0], $0).allSatisfy { $0 >= $1 } }) { return 1 }
        let logs = rows.map { fixedLogs($0, present) }
        var held = 0
        for draw in 0..<Self.draws {
            func quality(_ row: Int) -> Double { self.quality(rows[row], logs[row], draw, present, isFree ? nil : cards[row].gates) }
            let own = quality(0)
            var index = 1
            while index < rows.count, quality(index) <= own + 1e-9 { index += 1 }
            if index == rows.count { held += 1 }
        }
        return Double(held) / Double(Self.draws)
    }

    /// Logarithms of the aspects for which one metric alone speaks, whatever its weight: they would take most of the time.
    private func fixedLogs(_ utilities: [Double], _ present: [Double]) -> [Double?] {
        (1..<starts.count).map { end in
            let speaking = (starts[end - 1]..<starts[end]).filter { present[$0] > 0 }
            return speaking.count == 1 ? PortableMath.log(max(Fusion.floor, utilities[speaking[0]])) : nil
        }
    }

    /// Quality after gates; without gates its logarithm, up to what all outputs share, which is enough to compare.
    private func quality(
        _ utilities: [Double], _ logs: [Double?], _ draw: Int, _ present: [Double], _ gates: [GateHit]?
    ) -> Double {
        var logSum = 0.0, total = 0.0
        let aspects = starts.count - 1
        for aspect in 0..<aspects {
            var sum = 0.0, weight = 0.0
            for metric in starts[aspect]..<starts[aspect + 1] {
                let share = metricWeights[draw * starts[aspects] + metric] * present[metric]
                sum += share * utilities[metric]
                weight += share
            }
            guard weight > 0 else { continue }
            let own = aspectWeights[draw * aspects + aspect]
            logSum += own * (logs[aspect] ?? PortableMath.log(max(Fusion.floor, sum / weight)))
            total += own
        }
        guard total > 0 else { return 0 }
        guard let gates else { return logSum / total }
        return Fusion.quality(of: 100 * PortableMath.exp(logSum / total), under: gates) ?? 0
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
