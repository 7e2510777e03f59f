/// The one verdict on a group, with the numbers of the pair that decided it.
package struct OverallVerdict: Codable, Sendable, Hashable {
    package let label: VerdictLabel
    /// The branch with the highest mean; nil when nothing was run.
    package let leader: String?
    /// Every member of the top tier when too close or equivalent, the leader alone otherwise.
    package let winners: [String]
    /// The leader's rival in the deciding pair.
    package let over: String?
    /// Leader less rival, in points of quality.
    package let difference: Double?
    /// 95 % limits.
    package let interval: [Double]?
    package let wins: Int
    package let losses: Int
    package let ties: Int
    /// Cases that both of the deciding pair ran; those of the leader when there is no such pair.
    package let cases: Int
    package let casesNeeded: Int?
    /// Non-zero differences without which no pair of this field can be decided.
    package let minimumCases: Int
    package let pHolm: Double?
    package let warnings: [String]
}

extension OverallVerdict {
    init(_ assessment: Assessment, warnings: [String]) {
        let decision = assessment.decision
        let pair = assessment.leader.flatMap { leader in
            decision.deciding.map { PairComparison($0, from: leader, in: assessment) }
        }
        self.init(
            label: decision.label, leader: assessment.leader.map { assessment.field.branches[$0] }, winners: assessment.winners,
            over: pair?.b, difference: pair?.difference, interval: pair?.interval, wins: pair?.wins ?? 0, losses: pair?.losses ?? 0,
            ties: pair?.ties ?? 0, cases: pair?.cases ?? assessment.leader.map { assessment.intervals[$0].count } ?? 0,
            casesNeeded: decision.casesNeeded(assessment.evidence), minimumCases: assessment.rules.minimumCases, pHolm: pair?.pHolm,
            warnings: warnings)
    }
}
