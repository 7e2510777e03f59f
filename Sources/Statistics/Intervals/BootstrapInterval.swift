import Glibc

/// Percentile and BCa intervals (Efron 1987) of any statistic, for medians and ratios; they cover too little for means of few cases,
/// which have `MeanInterval`.
package struct BootstrapInterval: Sendable {
    /// Stream of these resamples.
    static let stream: UInt64 = 6

    package let estimate: Double
    /// Sorted.
    private let resampled: [Double]
    /// Bias and acceleration; nil where the resamples or the values leave them undefined.
    private let correction: (bias: Double, acceleration: Double)?

    /// nil below two values, and where a resample has no finite statistic.
    package init?(_ values: [Double], resamples: Int = 9_999, seed: UInt64 = 0, statistic: ([Double]) -> Double = Self.mean) {
        guard values.count >= 2 else { return nil }
        estimate = statistic(values)
        var drawn = [Double](repeating: 0, count: max(1, resamples))
        var sample = values
        for replicate in drawn.indices {
            var stream = RandomStream(seed: seed, stream: Self.stream, replicate: UInt64(replicate))
            for index in sample.indices { sample[index] = values[Int(stream.below(UInt64(values.count)))] }
            drawn[replicate] = statistic(sample)
        }
        guard estimate.isFinite, drawn.allSatisfy({ $0.isFinite }) else { return nil }
        resampled = drawn.sorted()
        correction = Self.correction(
            estimate, resampled, without: values.indices.map { statistic(Array(values[..<$0] + values[($0 + 1)...])) })
    }

    /// The interval of a mean from means that were drawn already.
    init(_ values: [Double], means: [Double]) {
        estimate = Self.mean(values)
        resampled = means.sorted()
        let (sum, rest) = (values.reduce(0, +), Double(values.count - 1))
        correction = Self.correction(estimate, resampled, without: values.map { (sum - $0) / rest })
    }

    package static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    package func percentile(level: Double = 0.95) -> [Double] {
        [quantile(0.5 * (1 - level)), quantile(0.5 * (1 + level))]
    }

    /// nil where bias or acceleration are undefined: all resamples on one side, or no spread.
    package func bca(level: Double = 0.95) -> [Double]? {
        guard let correction else { return nil }
        let shares = [0.5 * (1 - level), 0.5 * (1 + level)].map { share -> Double in
            let z = correction.bias + Normal.quantile(share)
            return Normal.cumulative(correction.bias + z / (1 - correction.acceleration * z))
        }
        return shares.map(quantile)
    }

    /// Between order statistics, as numpy's default does.
    private func quantile(_ share: Double) -> Double {
        let place = share * Double(resampled.count - 1)
        let low = min(resampled.count - 1, Int(place))
        let next = min(resampled.count - 1, low + 1)
        return resampled[low] + (place - Double(low)) * (resampled[next] - resampled[low])
    }

    /// - Parameter without: the statistic with each value left out.
    private static func correction(
        _ estimate: Double, _ resampled: [Double], without: [Double]
    ) -> (bias: Double, acceleration: Double)? {
        let below = resampled.count { $0 < estimate }, equal = resampled.count { $0 == estimate }
        let share = (Double(below) + 0.5 * Double(equal)) / Double(resampled.count)
        guard share > 0, share < 1 else { return nil }
        let mean = without.reduce(0, +) / Double(without.count)
        let squares = without.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let cubes = without.reduce(0) { $0 + (mean - $1) * (mean - $1) * (mean - $1) }
        guard squares > 0, squares.isFinite else { return nil }
        return (Normal.quantile(share), cubes / (6 * pow(squares, 1.5)))
    }
}
