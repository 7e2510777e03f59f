/// How much of the differences' variance lies between cases and how much between repeats of one case: one-way random effects by mean
/// squares, repeats may be ragged.
///
/// Var(Δ̂) = (σ²_case + σ²_seed/S)/n, so repeats shrink the second part only.
package struct VarianceParts: Sendable, Hashable {
    package let betweenCases: Double
    package let betweenRepeats: Double
    /// Share of the variance that lies between cases; ICC(1) of Shrout and Fleiss 1979.
    package let intraclass: Double
    /// Mean number of repeats a case, weighted as the mean squares are.
    package let repeats: Double

    /// - Parameter differences: of each case, its repeats.
    /// - Returns: nil where no case has two repeats, below two cases, and without any spread.
    package init?(_ differences: [[Double]]) {
        let cases = differences.filter { !$0.isEmpty }
        let total = cases.reduce(0) { $0 + $1.count }
        guard cases.count >= 2, total > cases.count else { return nil }
        let (k, n) = (Double(cases.count), Double(total))
        let all = cases.flatMap(\.self)
        let grand = all.reduce(0, +) / n
        var between = 0.0, within = 0.0
        for values in cases {
            let mean = values.reduce(0, +) / Double(values.count)
            between += Double(values.count) * (mean - grand) * (mean - grand)
            within += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        repeats = (n - cases.reduce(0) { $0 + Double($1.count * $1.count) } / n) / (k - 1)
        betweenRepeats = within / (n - k)
        let raw = (between / (k - 1) - betweenRepeats) / repeats
        guard raw + betweenRepeats > 0 else { return nil }
        intraclass = raw / (raw + betweenRepeats)
        betweenCases = max(0, raw)
    }

    /// Repeats a case that give the smallest variance for the money: √(σ²_seed/σ²_case · cost of a case/cost of a repeat).
    package func bestRepeats(costOfCase: Double, costOfRepeat: Double) -> Double? {
        guard betweenCases > 0, costOfRepeat > 0 else { return nil }
        return (betweenRepeats / betweenCases * costOfCase / costOfRepeat).squareRoot()
    }
}
