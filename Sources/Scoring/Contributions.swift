/// Why one output is ahead of another: what each metric and each gate adds to the gap, summing to it exactly.
///
/// Logarithmic mean Divisia decomposition: with L(x, y) = (x − y)/(ln x − ln y) a metric adds
/// W · w · (u_A − u_B) / L(U_A, U_B) · L(Q_A, Q_B) (Ang 2004). Where the floor of an aspect holds, the aspect's part is shared
/// out in the same proportions.
package struct Contributions: Codable, Sendable, Hashable {
    package struct Part: Codable, Sendable, Hashable {
        /// nil for a gate.
        package let aspect: String?
        /// The metric or the gate.
        package let name: String
        /// Points of quality, positive where the first output is better.
        package let points: Double
    }

    /// In the profile's order, gates last.
    package let parts: [Part]
    /// Quality of the first output minus that of the second, from the metrics both have, after gates.
    package let gap: Double
    /// The first output is at least as good on every metric that both have.
    package let dominates: Bool

    /// Compares on the metrics that both have, and that `others` have too.
    ///
    /// nil when that is too little for a quality.
    package init?(of first: Scorecard, over second: Scorecard, among others: [Scorecard] = [], under profile: ScoringProfile) {
        let fusion = Fusion(profile)
        let cards = [first, second] + others
        let outcomes = fusion.fusePaired(cards)
        guard let a = outcomes[0].fused, let b = outcomes[1].fused else { return nil }
        let common = fusion.common(to: cards)
        let ours = first.utilities, theirs = second.utilities
        let weights = zip(profile.aspects, outcomes[0].aspects).reduce(0) { $0 + ($1.1.utility == nil ? 0 : $1.0.weight) }
        let scale = Self.logarithmicMean(a, b) / weights
        var parts: [Part] = []
        for (index, aspect) in profile.aspects.enumerated() {
            guard let mine = outcomes[0].aspects[index].utility, let other = outcomes[1].aspects[index].utility else { continue }
            let metrics = aspect.metrics.filter { common.contains($0.name) }
            let total = metrics.reduce(0) { $0 + $1.weight }
            let steps = metrics.map { $0.weight / total * ((ours[$0.name] ?? 0) - (theirs[$0.name] ?? 0)) }
            let isFloored = min(mine, other) <= Fusion.floor
            let share = isFloored ? Self.shareAboveFloor(mine - other, steps: steps) : 1
            let factor = aspect.weight / Self.logarithmicMean(mine, other) * scale * share
            parts += zip(metrics, steps).map { Part(aspect: aspect.name, name: $0.name, points: $1 * factor) }
        }
        let gates = Self.gatePart(first, a, sign: 1) + Self.gatePart(second, b, sign: -1)
        self.parts = parts + gates
        gap = (Fusion.quality(of: a, under: first.gates) ?? a) - (Fusion.quality(of: b, under: second.gates) ?? b)
        dominates = common.allSatisfy { (ours[$0] ?? 0) >= (theirs[$0] ?? 0) }
    }

    /// What the gate that decides takes away from a fused quality.
    private static func gatePart(_ card: Scorecard, _ fused: Double, sign: Double) -> [Part] {
        let deciding =
            card.gates.first { $0.severity == .fatal }
            ?? card.gates.filter { $0.severity == .cap }.min { ($0.cap ?? 100) < ($1.cap ?? 100) }
        guard let deciding, let quality = Fusion.quality(of: fused, under: card.gates), quality != fused else { return [] }
        return [Part(aspect: nil, name: deciding.gate, points: sign * (quality - fused))]
    }

    /// How much of Σ steps is left after the floor, 0…1.
    private static func shareAboveFloor(_ difference: Double, steps: [Double]) -> Double {
        let sum = steps.reduce(0, +)
        return difference == 0 || sum == 0 ? 0 : difference / sum
    }

    /// (x − y)/(ln x − ln y), x where they are equal; for positive numbers.
    static func logarithmicMean(_ x: Double, _ y: Double) -> Double {
        let z = (x - y) / (x + y)
        // ln(x/y) = 2 artanh z; near 1 its series has no cancellation.
        guard abs(z) < 0.01 else { return (x - y) / (PortableMath.log(x) - PortableMath.log(y)) }
        let square = z * z
        return (x + y) / (2 * (1 + square * (1 / 3.0 + square * (1 / 5.0 + square * (1 / 7.0 + square / 9)))))
    }
}
