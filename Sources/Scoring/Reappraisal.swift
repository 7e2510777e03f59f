extension ScoringData {
    /// A scorecard under other weights and curves, from its readings alone.
    ///
    /// Gates that were hit stay hit where the profile has them, with the severity that the gates now give; a gate that the earlier
    /// profile did not look at cannot be known. A metric that was not read is missing.
    package func appraise(_ stored: Scorecard, under profile: ScoringProfile) -> Scorecard {
        var card = stored
        card.profile = profile.name
        card.readings = stored.readings.map { reading in
            var reading = reading
            reading.flags.removeAll { $0 == MetricCard.outsideFlag }
            reading.weight = profile.weight(of: reading.metric)
            let worth = reading.weight == nil ? nil : cards[reading.metric]?.appraise(reading)
            reading.utility = worth?.utility
            if worth == nil { reading.weight = nil }
            if worth?.isOutsideCalibration == true { reading.flags.append(MetricCard.outsideFlag) }
            return reading
        }
        let known = Set(stored.readings.map(\.metric) + stored.missing.map(\.metric))
        card.missing = stored.missing.filter { $0.state != .notApplicable || profile.notApplicable[$0.metric] != nil }
        card.missing += profile.metrics.filter { !known.contains($0) }.map {
            Missing(.unavailable, "it was not read when the outputs were scored", metric: $0)
        }
        card.gates = stored.gates.compactMap { hit in
            guard profile.gates.contains(hit.gate), let rule = gates.rules.first(where: { $0.name == hit.gate && $0.kind == profile.kind })
            else { return nil }
            return GateHit(gate: hit.gate, severity: rule.severity, cap: rule.cap, message: hit.message)
        }
        let outcome = Fusion(profile).fuse(card)
        card.aspects = outcome.aspects
        card.coverage = outcome.coverage
        card.quality = Fusion.quality(of: outcome.fused, under: card.gates)
        return card
    }
}
