/// Two branches compared case by case, as the one that stands higher sees it.
package struct PairComparison: Codable, Sendable, Hashable {
    package let a: String
    package let b: String
    /// Cases that both ran.
    package let cases: Int
    package let wins: Int
    package let losses: Int
    package let ties: Int
    /// Mean of a − b in points of quality; nil without cases.
    package let difference: Double?
    /// 95 % limits; nil below two cases. Verdicts rest on 4 significant digits of them.
    package let interval: [Double]?
    package let interval90: [Double]?
    /// Sign-flip p (of a race, the inverse of the largest E), alone and after Holm's correction over all pairs.
    package let p: Double?
    package let pHolm: Double?
    package let label: VerdictLabel
    /// Only where it is too close to call.
    package let casesNeeded: Int?
    /// Mean difference over the cases where neither failed.
    package let onlyBothSucceeded: Double?
    /// Exact McNemar p of the cases where exactly one failed.
    package let failureP: Double
    /// Of the differences, divisor n − 1.
    package let deviation: Double
}

extension PairComparison {
    /// The pair at `index` as seen from `branch`, which is one of the two.
    init(_ index: Int, from branch: Int, in assessment: Assessment) {
        let sample = assessment.samples[index]
        let evidence = assessment.evidence[index]
        let verdict = assessment.decision.verdicts[index]
        let isFirst = sample.first == branch
        func seen(_ limits: [Double]?) -> [Double]? { isFirst ? limits : limits.map { [0 - $0[1], 0 - $0[0]] } }
        self.init(
            a: assessment.field.branches[branch], b: assessment.field.branches[evidence.rival(of: branch)], cases: evidence.cases,
            wins: isFirst ? sample.wins : sample.losses, losses: isFirst ? sample.losses : sample.wins, ties: sample.ties,
            difference: evidence.cases > 0 ? 0 + evidence.lead(of: branch) : nil, interval: seen(evidence.exact95),
            interval90: seen(evidence.exact90), p: evidence.p,
            pHolm: assessment.decision.adjusted[index], label: verdict.label, casesNeeded: verdict.casesNeeded,
            onlyBothSucceeded: sample.onlyBothSucceeded.map { isFirst ? $0 : 0 - $0 }, failureP: sample.failureP,
            deviation: evidence.deviation)
    }

    /// A pair of which one ran nothing.
    init(unmet a: String, _ b: String) {
        self.init(
            a: a, b: b, cases: 0, wins: 0, losses: 0, ties: 0, difference: nil, interval: nil, interval90: nil, p: nil, pHolm: nil,
            label: .notEnoughData, casesNeeded: nil, onlyBothSucceeded: nil, failureP: 1, deviation: 0)
    }
}
