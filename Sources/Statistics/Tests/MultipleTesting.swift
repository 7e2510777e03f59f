/// Corrections for many tests beside Holm's, which is the one that verdicts use.
package enum MultipleTesting {
    /// Each p times their number, at most 1: keeps the family-wise error.
    package static func bonferroni(_ pValues: [Double]) -> [Double] { pValues.map { min(1, $0 * Double(pValues.count)) } }

    /// Benjamini and Hochberg 1995: keeps the share of false discoveries.
    package static func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
        var result = pValues
        var least = 1.0
        for (place, index) in pValues.indices.sorted(by: { pValues[$0] > pValues[$1] }).enumerated() {
            least = min(least, pValues[index] * Double(pValues.count) / Double(pValues.count - place))
            result[index] = least
        }
        return result
    }
}
