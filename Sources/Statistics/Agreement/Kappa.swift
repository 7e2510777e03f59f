/// Agreement on categories beyond chance.
package enum Kappa {
    package enum Weights: Sendable { case none, linear, quadratic }

    /// Cohen's kappa (1960, weighted 1968) of a square table of counts, rows the first rater; nil where chance agreement is complete.
    package static func cohen(_ table: [[Double]], weights: Weights = .none) -> Double? {
        let count = table.count
        let all = table.flatMap(\.self).reduce(0, +)
        guard all > 0, count > 0, table.allSatisfy({ $0.count == count }) else { return nil }
        let rows = table.map { $0.reduce(0, +) }
        let columns = (0..<count).map { column in table.reduce(0) { $0 + $1[column] } }
        var observed = 0.0, expected = 0.0
        for i in 0..<count {
            for j in 0..<count {
                let gap = Double(abs(i - j))
                let weight = weights == .none ? (i == j ? 0 : 1) : weights == .linear ? gap : gap * gap
                observed += weight * table[i][j]
                expected += weight * rows[i] * columns[j] / all
            }
        }
        return expected > 0 ? 1 - observed / expected : nil
    }

    /// Fleiss's kappa (1971) of units × categories, each row the counts of equally many raters.
    package static func fleiss(_ counts: [[Double]]) -> Double? {
        guard let raters = counts.first?.reduce(0, +), raters >= 2, counts.allSatisfy({ $0.reduce(0, +) == raters }) else { return nil }
        let units = Double(counts.count)
        let shares = (0..<counts[0].count).map { category in counts.reduce(0) { $0 + $1[category] } / (units * raters) }
        let chance = shares.reduce(0) { $0 + $1 * $1 }
        let agreed = counts.reduce(0) { sum, row in sum + (row.reduce(0) { $0 + $1 * $1 } - raters) / (raters * (raters - 1)) } / units
        return chance < 1 ? (agreed - chance) / (1 - chance) : nil
    }
}
