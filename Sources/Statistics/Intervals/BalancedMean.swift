/// The mean of category means: what the overall mean would be if every category had the same number of cases.
///
/// SE = √(Σ s_c²/n_c)/C with Satterthwaite's degrees of freedom.
package struct BalancedMean: Sendable {
    /// One category, pooled ones under `other`.
    package struct Part: Sendable {
        package let name: String
        package let count: Int
        package let mean: Double
        /// 95 %; nil below two cases.
        package let interval: [Double]?
        /// The interval excludes 0 with the sign opposite to the overall mean.
        package let isReversal: Bool
    }

    /// Categories with fewer cases are pooled.
    package static let fewest = 5

    /// By name, `other` last.
    package let parts: [Part]
    package let mean: Double
    package let error: Double
    package let degrees: Double
    /// 95 %.
    package let interval: [Double]
    /// Two-sided; nil without spread.
    package let pValue: Double?
    /// Overall and balanced mean differ in sign: the verdict depends on how many cases each category happens to have.
    package let isCompositionSensitive: Bool

    /// - Parameter categories: of each difference.
    /// - Returns: nil below two differences, or with fewer than two categories after pooling.
    package init?(_ differences: [Double], categories: [String], resamples: Int = 9_999, seed: UInt64 = 0) {
        let pooled = Self.pooled(differences, categories)
        guard differences.count >= 2, pooled.count >= 2 else { return nil }
        let overall = Moments(differences).mean
        let moments = pooled.map { Moments($0.values) }
        let variances = moments.map { $0.deviation * $0.deviation / Double($0.centred.count) }
        let intervals = MeanInterval.each(of: pooled.map(\.values), resamples: resamples, seed: seed)
        let count = Double(pooled.count)
        let sum = variances.reduce(0, +)
        parts = zip(pooled, intervals).map { category, interval in
            let limits = interval.limits(level: 0.95)
            let reverses = limits.map { overall > 0 ? $0[1] < 0 : overall < 0 && $0[0] > 0 } ?? false
            return Part(
                name: category.name, count: category.values.count, mean: interval.mean, interval: limits, isReversal: reverses)
        }
        mean = moments.reduce(0) { $0 + $1.mean } / count
        error = sum.squareRoot() / count
        let denominator = zip(variances, moments).reduce(0) { $0 + $1.0 * $1.0 / Double($1.1.centred.count - 1) }
        degrees = denominator > 0 ? sum * sum / denominator : Double(differences.count - pooled.count)
        let half = StudentT.quantile(0.975, degrees: degrees) * error
        interval = [mean - half, mean + half]
        pValue = error > 0 ? StudentT.twoSided(mean / error, degrees: degrees) : nil
        isCompositionSensitive = overall * mean < 0
    }

    private static func pooled(_ differences: [Double], _ categories: [String]) -> [(name: String, values: [Double])] {
        let groups = Dictionary(grouping: zip(categories, differences), by: \.0).mapValues { $0.map(\.1) }
        let sorted = groups.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        var kept = sorted.filter { $0.value.count >= fewest }.map { (name: $0.key, values: $0.value) }
        let rest = sorted.filter { $0.value.count < fewest }.flatMap(\.value)
        if rest.count >= 2 {
            kept.append(("other", rest))
        } else if let smallest = kept.indices.min(by: { kept[$0].values.count < kept[$1].values.count }) {
            kept[smallest].values += rest
        }
        return kept
    }
}
