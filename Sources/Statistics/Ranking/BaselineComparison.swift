extension Ranking {
    /// Every other branch against one: fewer comparisons, so the correction asks for less.
    ///
    /// - Returns: the pairs from the side of the baseline's rivals, in the order of the standings; empty when nobody has that name.
    package static func against(_ baseline: String, _ input: RankingInput, settings: RankingSettings) -> [PairComparison] {
        let all = Ranking(input, settings: settings)
        let order = all.standings.map(\.branch)
        let met = all.pairs.filter { $0.a == baseline || $0.b == baseline }.map { $0.a == baseline ? $0.turned : $0 }
            .sorted { (order.firstIndex(of: $0.a) ?? 0) < (order.firstIndex(of: $1.a) ?? 0) }
        let adjusted = Holm.adjusted(met.map { $0.p ?? 1 })
        var rules = VerdictRules(pairs: met.count, settings: settings)
        if settings.race != nil { rules.minimumCases = VerdictRules.fewestCases }
        return zip(met, adjusted).map { pair, p in pair.judged(pHolm: pair.p == nil ? nil : p, rules: rules) }
    }
}

extension PairComparison {
    /// The same as the other side sees it.
    package var turned: PairComparison {
        func mirrored(_ limits: [Double]?) -> [Double]? { limits.map { [0 - $0[1], 0 - $0[0]] } }
        return PairComparison(
            a: b, b: a, cases: cases, wins: losses, losses: wins, ties: ties, difference: difference.map { 0 - $0 },
            interval: mirrored(interval), interval90: mirrored(interval90), p: p, pHolm: pHolm, label: label, casesNeeded: casesNeeded,
            onlyBothSucceeded: onlyBothSucceeded.map { 0 - $0 }, failureP: failureP, deviation: deviation)
    }

    /// The same under another correction.
    fileprivate func judged(pHolm: Double?, rules: VerdictRules) -> PairComparison {
        let evidence = PairEvidence(
            first: 0, second: 1, cases: cases, nonZero: wins + losses, hasSpread: deviation > 0, mean: difference ?? 0,
            deviation: deviation,
            exact95: interval, exact90: interval90, p: p)
        let verdict = PairVerdict(evidence, adjustedP: pHolm?.rounded(digits: PairEvidence.digits), rules: rules)
        return PairComparison(
            a: a, b: b, cases: cases, wins: wins, losses: losses, ties: ties, difference: difference, interval: interval,
            interval90: interval90, p: p, pHolm: pHolm, label: verdict.label, casesNeeded: verdict.casesNeeded,
            onlyBothSucceeded: onlyBothSucceeded, failureP: failureP, deviation: deviation)
    }
}
