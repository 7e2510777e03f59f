/// Confidence interval for a mean: the hull of Student's t and of a bootstrap-t with beta weights (Owen, arXiv:2508.10083).
///
/// Weights W = 4 r1 cos²(2π r2) have mean, variance and third central moment 1 and never repeat or drop a value, so the
/// studentised statistic stays finite. The draws depend on seed and replicate only: series of one length share them, which makes
/// the interval of −d the mirror of that of d, and a pair's interval independent of who else competes.
package struct MeanInterval: Sendable {
    package let count: Int
    /// 0 for an empty series.
    package let mean: Double
    /// Standard deviation with divisor n − 1; 0 below two values.
    package let deviation: Double
    /// Sorted statistics T* of the replicates; empty where there is no spread.
    private let statistics: [Double]

    package init(of values: [Double], resamples: Int = 9_999, seed: UInt64 = 0) {
        self = Self.each(of: [values], resamples: resamples, seed: seed)[0]
    }

    /// The intervals of many series; each is what it would be alone, at a fraction of the cost.
    package static func each(of series: [[Double]], resamples: Int = 9_999, seed: UInt64 = 0) -> [MeanInterval] {
        let moments = series.map { Moments($0) }
        let spread = moments.indices.filter { moments[$0].hasSpread }
        let bootstrap = BootstrapT(of: spread.map { moments[$0] }, resamples: max(1, resamples), seed: seed)
        var statistics = [[Double]](repeating: [], count: series.count)
        for (slot, index) in spread.enumerated() { statistics[index] = bootstrap.sorted(slot) }
        return moments.indices.map { MeanInterval(moments[$0], statistics[$0]) }
    }

    private init(_ moments: Moments, _ statistics: [Double]) {
        count = moments.centred.count
        mean = moments.mean
        deviation = moments.deviation
        self.statistics = statistics
    }

    /// Lower and upper limit at a level such as 0.95; nil below two values.
    package func limits(level: Double) -> [Double]? {
        guard let student = Self.student(count: count, mean: mean, deviation: deviation, level: level) else { return nil }
        guard !statistics.isEmpty else { return student }
        let total = statistics.count
        // 0.5 (1 − 0.9) · 10,000 is a little less than 500 in binary.
        let k = min(max(1, Int((0.5 * (1 - level) * Double(total + 1) + 1e-9).rounded(.down))), total)
        let scale = deviation * (Double(count - 1) / Double(count)).squareRoot()
        return [min(student[0], mean - statistics[total - k] * scale), max(student[1], mean - statistics[k - 1] * scale)]
    }

    /// Student's interval d̄ ± t s/√n alone; nil below two values.
    package static func student(count: Int, mean: Double, deviation: Double, level: Double) -> [Double]? {
        guard count >= 2 else { return nil }
        let half = StudentT.quantile(0.5 + level / 2, degrees: Double(count - 1)) * deviation / Double(count).squareRoot()
        return [mean - half, mean + half]
    }
}
