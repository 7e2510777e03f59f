import Glibc

extension PairEvidence {
    /// The evidence of a pair that was looked at while it grew: p is the inverse of the largest E of all looks, the intervals hold at
    /// every look.
    init(raced sample: PairSample, settings: RaceSettings) {
        let moments = Moments(sample.differences)
        let count = sample.differences.count
        let looks = (2...max(2, count)).filter { $0 <= count && settings.looks(after: $0) } + [count]
        let largest = looks.map { EProcess.logE(sample.differences.prefix($0)) }.max() ?? 0
        func limits(_ level: Double) -> [Double]? {
            let limits = EProcess.interval(count: count, mean: moments.mean, deviation: moments.deviation, level: level)
            return limits.allSatisfy { $0.isFinite } ? limits : nil
        }
        self.init(
            first: sample.first, second: sample.second, cases: count, nonZero: sample.wins + sample.losses, hasSpread: moments.hasSpread,
            mean: moments.mean, deviation: moments.deviation, exact95: limits(0.95), exact90: limits(0.90),
            p: count > 0 ? min(1, exp(-largest)) : nil)
    }
}
