/// How often a metric says of a pair what people say, ties included, with the metric's own tie threshold calibrated
/// (Deutsch, Foster and Freitag 2023, arXiv:2305.14324).
package struct PairwiseAccuracy: Sendable {
    /// One human verdict and the metric's difference on the same pair.
    package struct Pair: Sendable, Hashable {
        /// The unit that pairs share: they agree or not together.
        package let caseIndex: Int
        /// 1: the first is better, −1: the second, 0: a tie.
        package let human: Int
        /// Of the first less the second.
        package let metric: Double

        package init(caseIndex: Int, human: Int, metric: Double) {
            self.caseIndex = caseIndex
            self.human = human
            self.metric = metric
        }
    }

    /// The metric calls a tie where its difference is at most this: the gap among all that gives the highest accuracy, the smallest if
    /// several do.
    package let threshold: Double
    package let accuracy: Double
    /// 95 %, with the case as the unit, clipped to 0…1; nil below two cases.
    package let interval: [Double]?
    package let pairs: Int

    /// nil without pairs.
    package init?(_ pairs: [Pair]) {
        guard !pairs.isEmpty else { return nil }
        let threshold = Self.calibrated(pairs)
        self.threshold = threshold
        let hits = pairs.map { Self.agrees($0, threshold) }
        accuracy = Double(hits.count { $0 }) / Double(pairs.count)
        interval = ClusteredShare(zip(pairs, hits).map { ($0.caseIndex, $1 ? 1 : 0) })?.interval
        self.pairs = pairs.count
    }

    /// Share of pairs on which both say the same at a given threshold.
    package static func accuracy(_ pairs: [Pair], threshold: Double) -> Double {
        pairs.isEmpty ? 0 : Double(pairs.count { agrees($0, threshold) }) / Double(pairs.count)
    }

    private static func agrees(_ pair: Pair, _ threshold: Double) -> Bool {
        abs(pair.metric) <= threshold ? pair.human == 0 : pair.human == (pair.metric > 0 ? 1 : -1)
    }

    /// Walks the gaps upwards: each pair turns from its sign into a tie.
    private static func calibrated(_ pairs: [Pair]) -> Double {
        let sorted = pairs.sorted { abs($0.metric) < abs($1.metric) }
        var right = pairs.count { $0.metric != 0 && $0.human == ($0.metric > 0 ? 1 : -1) }
        var best = (right: -1, threshold: 0.0)
        var index = 0
        var threshold = 0.0
        while true {
            while index < sorted.count, abs(sorted[index].metric) <= threshold {
                let pair = sorted[index]
                if pair.metric != 0, pair.human == (pair.metric > 0 ? 1 : -1) { right -= 1 }
                if pair.human == 0 { right += 1 }
                index += 1
            }
            if right > best.right { best = (right, threshold) }
            guard index < sorted.count else { return best.threshold }
            threshold = abs(sorted[index].metric)
        }
    }
}

/// A share over pairs that come in clusters: the ratio estimator with variance between clusters, Student's t.
package struct ClusteredShare: Sendable {
    package let share: Double
    package let error: Double
    package let interval: [Double]

    /// nil below two clusters.
    package init?(_ values: [(cluster: Int, value: Double)]) {
        var sums: [Int: (value: Double, count: Double)] = [:]
        for one in values {
            sums[one.cluster, default: (0, 0)].value += one.value
            sums[one.cluster, default: (0, 0)].count += 1
        }
        guard sums.count >= 2 else { return nil }
        let clusters = sums.sorted { $0.key < $1.key }.map(\.value)
        let count = clusters.reduce(0) { $0 + $1.count }
        let share = clusters.reduce(0) { $0 + $1.value } / count
        let residuals = clusters.reduce(0) { $0 + ($1.value - share * $1.count) * ($1.value - share * $1.count) }
        let c = Double(clusters.count)
        let error = (residuals * c / (c - 1)).squareRoot() / count
        let half = StudentT.quantile(0.975, degrees: c - 1) * error
        self.share = share
        self.error = error
        interval = [max(0, share - half), min(1, share + half)]
    }
}
