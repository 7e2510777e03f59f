/// Reliability of raters who all rated the same targets: the six forms of Shrout and Fleiss 1979.
package struct IntraclassCorrelation: Sendable {
    package enum Form: String, Sendable, CaseIterable {
        /// Each target by other raters; by a random sample of raters; by these raters. `k`: of the raters' mean.
        case single1 = "ICC1", single2 = "ICC2", single3 = "ICC3", mean1 = "ICC1k", mean2 = "ICC2k", mean3 = "ICC3k"
    }

    package struct Estimate: Sendable {
        package let value: Double
        package let f: Double
        package let degrees: (Double, Double)
        package let pValue: Double
        /// 95 %.
        package let interval: [Double]
    }

    private let n, k: Double
    /// Mean squares of targets, raters, what is left, and within targets.
    private let targets, raters, rest, within: Double

    /// - Parameter table: targets × raters, complete.
    /// - Returns: nil below two targets or raters, for a ragged table, and where nothing varies.
    package init?(_ table: [[Double]]) {
        guard table.count >= 2, let width = table.first?.count, width >= 2, table.allSatisfy({ $0.count == width }) else { return nil }
        n = Double(table.count)
        k = Double(width)
        let grand = table.flatMap(\.self).reduce(0, +) / (n * k)
        var (between, columns, total) = (0.0, 0.0, 0.0)
        for row in table {
            let mean = row.reduce(0, +) / k
            between += k * (mean - grand) * (mean - grand)
            total += row.reduce(0) { $0 + ($1 - grand) * ($1 - grand) }
        }
        for column in 0..<width {
            let mean = table.reduce(0) { $0 + $1[column] } / n
            columns += n * (mean - grand) * (mean - grand)
        }
        guard total > 0 else { return nil }
        targets = between / (n - 1)
        raters = columns / (k - 1)
        rest = max(0, total - between - columns) / ((n - 1) * (k - 1))
        within = (total - between) / (n * (k - 1))
    }

    /// nil where a mean square is 0 that the form divides by.
    package func estimate(_ form: Form) -> Estimate? {
        switch form {
        case .single1, .mean1: oneWay(isMean: form == .mean1)
        case .single3, .mean3: fixed(isMean: form == .mean3)
        case .single2, .mean2: random(isMean: form == .mean2)
        }
    }

    private func oneWay(isMean: Bool) -> Estimate? {
        guard within > 0, targets > 0 else { return nil }
        let f = targets / within
        return estimate(f, n - 1, n * (k - 1), isMean: isMean, value: isMean ? 1 - 1 / f : (f - 1) / (f + k - 1))
    }

    private func fixed(isMean: Bool) -> Estimate? {
        guard rest > 0, targets > 0 else { return nil }
        let f = targets / rest
        return estimate(f, n - 1, (n - 1) * (k - 1), isMean: isMean, value: isMean ? 1 - 1 / f : (f - 1) / (f + k - 1))
    }

    private func estimate(_ f: Double, _ first: Double, _ second: Double, isMean: Bool, value: Double) -> Estimate {
        let low = f / FisherF.quantile(0.975, first, second), high = f * FisherF.quantile(0.975, second, first)
        let interval = isMean ? [1 - 1 / low, 1 - 1 / high] : [(low - 1) / (low + k - 1), (high - 1) / (high + k - 1)]
        return Estimate(
            value: value, f: f, degrees: (first, second), pValue: FisherF.upperTail(f, first, second), interval: interval)
    }

    /// With the approximate degrees of freedom of Shrout and Fleiss's equation for agreement.
    private func random(isMean: Bool) -> Estimate? {
        guard rest > 0, targets > 0 else { return nil }
        let f = targets / rest
        let single = (targets - rest) / (targets + (k - 1) * rest + k * (raters - rest) / n)
        let value = isMean ? (targets - rest) / (targets + (raters - rest) / n) : single
        let ratio = raters / rest
        let top = (k - 1) * (n - 1) * square(k * single * ratio + n * (1 + (k - 1) * single) - k * single)
        let bottom = (n - 1) * k * k * single * single * ratio * ratio + square(n * (1 + (k - 1) * single) - k * single)
        let v = top / bottom
        let upper = FisherF.quantile(0.975, n - 1, v), lower = FisherF.quantile(0.975, v, n - 1)
        let low = n * (targets - upper * rest) / (upper * (k * raters + (k * n - k - n) * rest) + n * targets)
        let high = n * (lower * targets - rest) / (k * raters + (k * n - k - n) * rest + n * lower * targets)
        func mean(_ limit: Double) -> Double { limit * k / (1 + limit * (k - 1)) }
        return Estimate(
            value: value, f: f, degrees: (n - 1, (n - 1) * (k - 1)), pValue: FisherF.upperTail(f, n - 1, (n - 1) * (k - 1)),
            interval: isMean ? [mean(low), mean(high)] : [low, high])
    }

    private func square(_ x: Double) -> Double { x * x }
}
