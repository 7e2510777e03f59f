import Glibc

/// Wilcoxon's signed-rank test on differences, zeros left out, equal magnitudes at their mid-rank (1945).
///
/// Conditional on the magnitudes it is exact up to 15 differences; published tables are not where magnitudes are tied. Above, the
/// normal form with the variance of the tied ranks and no continuity correction.
package struct WilcoxonTest: Sendable, Hashable {
    package static let exactLimit = 15

    /// Sum of the ranks of positive differences.
    package let positiveRanks: Double
    /// Two-sided; 1 without non-zero differences.
    package let pValue: Double
    package let isExact: Bool

    package init(_ differences: [Double]) {
        let moving = differences.filter { $0 != 0 }
        let ranks = MidRanks.of(moving.map(abs))
        positiveRanks = zip(moving, ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
        isExact = moving.count <= Self.exactLimit
        if moving.isEmpty {
            pValue = 1
        } else if isExact {
            pValue = Self.exactP(positiveRanks, ranks)
        } else {
            let centre = ranks.reduce(0, +) / 2
            let variance = ranks.reduce(0) { $0 + $1 * $1 } / 4
            pValue = erfc(abs(positiveRanks - centre) / (2 * variance).squareRoot())
        }
    }

    /// Over all sign patterns; ranks are multiples of ½, so twice their sums are whole numbers that can be counted.
    private static func exactP(_ sum: Double, _ ranks: [Double]) -> Double {
        let doubled = ranks.map { Int((2 * $0).rounded()) }
        let total = doubled.reduce(0, +)
        var patterns = [Double](repeating: 0, count: total + 1)
        patterns[0] = 1
        for rank in doubled { for value in stride(from: total, through: rank, by: -1) { patterns[value] += patterns[value - rank] } }
        let distance = abs(2 * Int((2 * sum).rounded()) - total)
        let extreme = patterns.enumerated().reduce(0.0) { abs(2 * $1.offset - total) >= distance ? $0 + $1.element : $0 }
        return extreme / patterns.reduce(0, +)
    }
}

/// Ranks from 1 in which equal values share the mean of their places.
package enum MidRanks {
    package static func of(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
            for place in start...end { ranks[order[place]] = Double(start + end) / 2 + 1 }
            start = end + 1
        }
        return ranks
    }
}
