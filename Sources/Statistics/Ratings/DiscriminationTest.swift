/// Whether two outputs can be told apart at all: right answers to "is X the first or the second?" against guessing.
package struct DiscriminationTest: Sendable, Hashable {
    /// Share of right answers, halfway between guessing and certainty, below which a difference does not matter.
    package static let audibleShare = 0.75

    package enum Label: String, Sendable, Hashable, CaseIterable {
        case distinguishable
        /// A result: the upper limit of the share of right answers lies below 75 %.
        case notDistinguishable = "not_distinguishable"
        case undecided
        case notEnoughData = "not_enough_data"
    }

    package let right, trials: Int
    /// Exact one-sided binomial probability of as many right answers by guessing; 1 without trials.
    package let p: Double
    /// 95 % limits of the share of right answers (Clopper and Pearson 1934).
    package let interval: [Double]
    /// Upper limit of the share at 95 %, one-sided.
    private let upper: Double

    package init(right: Int, trials: Int) {
        (self.right, self.trials) = (right, trials)
        // The upper tail of a fair coin is its lower tail, and does not cancel.
        p = trials > 0 ? Binomial.cumulative(trials - right, trials: trials, probability: 0.5) : 1
        let exact = ClopperPearson(successes: right, trials: trials)
        interval = [exact.low, exact.high]
        upper = ClopperPearson(successes: right, trials: trials, level: 0.9).high
    }

    /// Share of right answers; nil without trials.
    package var share: Double? { trials > 0 ? Double(right) / Double(trials) : nil }

    /// - Parameters:
    ///   - adjustedP: p after correction for the other pairs.
    ///   - pairs: how many are tested together; with too few trials not even all right answers would do.
    package func label(adjustedP: Double, pairs: Int, alpha: Double = 0.05) -> Label {
        if adjustedP <= alpha { return .distinguishable }
        if upper < Self.audibleShare { return .notDistinguishable }
        let best = Double(max(1, pairs)) * (0..<trials).reduce(1) { p, _ in p / 2 }
        return trials == 0 || best > alpha ? .notEnoughData : .undecided
    }
}
