/// One branch's place in the ranking.
package struct Standing: Codable, Sendable, Hashable {
    package let branch: String
    /// Cases that it ran, failures included.
    package let cases: Int
    /// Mean quality over its cases, failures as 0.
    package let mean: Double?
    /// 95 % limits of the mean; nil below two cases.
    package let interval: [Double]?
    package let rankLow: Int
    package let rankHigh: Int
    /// Share of all its pairwise case comparisons won, ties half.
    package let winRate: Double?
    package let failures: Int
    /// 0 when nothing was run; the interval then says that nothing is known.
    package let failureRate: Double
    /// Wilson's 95 % limits.
    package let failureInterval: [Double]
}

extension Standing {
    init(of branch: Int, in assessment: Assessment) {
        let field = assessment.field
        let interval = assessment.intervals[branch]
        let failures = zip(field.quality[branch], field.failed[branch]).count { $0 != nil && $1 }
        let wilson = WilsonInterval(successes: failures, trials: interval.count)
        self.init(
            branch: field.branches[branch], cases: interval.count, mean: interval.mean,
            interval: interval.limits(level: 0.95),
            rankLow: assessment.decision.ranges[branch].low, rankHigh: assessment.decision.ranges[branch].high,
            winRate: assessment.winRate(of: branch), failures: failures,
            failureRate: Double(failures) / Double(interval.count), failureInterval: [wilson.low, wilson.high])
    }

    /// A branch that ran nothing stands behind all that did.
    init(absent branch: String, behind ranked: Int, of all: Int) {
        self.init(
            branch: branch, cases: 0, mean: nil, interval: nil, rankLow: ranked + 1, rankHigh: all, winRate: nil, failures: 0,
            failureRate: 0, failureInterval: [0, 1])
    }
}
