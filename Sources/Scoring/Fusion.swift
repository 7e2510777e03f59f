/// Readings → aspects → quality: arithmetic mean inside an aspect, geometric mean across aspects.
///
/// With utilities u, weights w inside an aspect and W across: U = max(0.01, Σ w u / Σ w) and
/// Q = 100 exp(Σ W ln U / Σ W), over what is present. Nothing in it looks at another output.
package struct Fusion: Sendable {
    /// What an aspect counts at least, so that one dead aspect is dear but does not hide all others.
    package static let floor = 0.01
    /// Below this share of the profile's weight there is no quality.
    package static let leastCoverage = 0.6

    package let profile: ScoringProfile

    package init(_ profile: ScoringProfile) { self.profile = profile }

    /// What came of the readings of one output.
    package struct Outcome: Sendable, Hashable {
        /// In the profile's order; the utility is the one that was fused, floor included.
        package let aspects: [AspectScore]
        /// Share of the applicable weight that is present, 0…1.
        package let coverage: Double
        /// 0…100 before gates; nil below the least coverage.
        package let fused: Double?
    }

    /// Fuses utilities by metric; metrics that the profile does not weigh are passed over.
    ///
    /// Metrics that do not apply leave the profile; ones that are merely absent lower the coverage.
    package func fuse(_ utilities: [String: Double], notApplicable: Set<String> = []) -> Outcome {
        var aspects: [AspectScore] = []
        var logSum = 0.0, presentWeight = 0.0, coverage = 0.0, applicable = 0.0
        for aspect in profile.aspects {
            let metrics = aspect.metrics.filter { !notApplicable.contains($0.name) }
            let whole = metrics.reduce(0) { $0 + $1.weight }
            let mean = Self.mean(metrics, utilities)
            aspects.append(AspectScore(aspect: aspect.name, utility: mean.map { max(Self.floor, $0.utility) }, weight: aspect.weight))
            applicable += aspect.weight * whole
            guard let mean else { continue }
            coverage += aspect.weight * mean.weight
            presentWeight += aspect.weight
            logSum += aspect.weight * PortableMath.log(max(Self.floor, mean.utility))
        }
        let share = applicable > 0 ? coverage / applicable : 0
        let isEnough = presentWeight > 0 && share >= Self.leastCoverage - 1e-12
        return Outcome(aspects: aspects, coverage: share, fused: isEnough ? 100 * PortableMath.exp(logSum / presentWeight) : nil)
    }

    /// Quality after gates: 0 under a fatal one, at most the lowest cap.
    package static func quality(of fused: Double?, under gates: [GateHit]) -> Double? {
        if gates.contains(where: { $0.severity == .fatal }) { return 0 }
        return fused.map { quality in
            gates.reduce(quality) { $1.severity == .cap ? min($0, $1.cap ?? $0) : $0 }
        }
    }

    private static func mean(
        _ metrics: [ScoringProfile.WeightedMetric], _ utilities: [String: Double]
    ) -> (utility: Double, weight: Double)? {
        var sum = 0.0, weight = 0.0
        for metric in metrics {
            guard let utility = utilities[metric.name] else { continue }
            sum += metric.weight * utility
            weight += metric.weight
        }
        return weight > 0 ? (sum / weight, weight) : nil
    }
}

extension Fusion {
    /// The outcome of a scorecard, from the utilities of the given metrics only, or of all.
    package func fuse(_ card: Scorecard) -> Outcome { fuse(card.utilities, notApplicable: card.notApplicable) }

    /// The outcomes that may be compared, in the order of the cards: from the metrics present on every card.
    ///
    /// Otherwise absence would pay: leaving out a mediocre metric lifts the same output.
    package func fusePaired(_ cards: [Scorecard]) -> [Outcome] {
        let common = common(to: cards)
        let notApplicable = cards.reduce(into: Set<String>()) { $0.formUnion($1.notApplicable) }
        return cards.map { card in fuse(card.utilities.filter { common.contains($0.key) }, notApplicable: notApplicable) }
    }

    /// Metrics of the profile that every card has a utility for.
    package func common(to cards: [Scorecard]) -> Set<String> {
        cards.reduce(Set(profile.metrics)) { $0.intersection($1.utilities.keys) }
    }

    /// Qualities that may be compared, after gates; nil where too little is present on all cards.
    package func pairedQualities(of cards: [Scorecard]) -> [Double?] {
        zip(fusePaired(cards), cards).map { Self.quality(of: $0.fused, under: $1.gates) }
    }
}

extension Scorecard {
    /// Utility by metric, of the readings that have one.
    package var utilities: [String: Double] {
        Dictionary(readings.compactMap { reading in reading.utility.map { (reading.metric, $0) } }, uniquingKeysWith: { first, _ in first })
    }

    package var notApplicable: Set<String> { Set(missing.filter { $0.state == .notApplicable }.map(\.metric)) }
}
