/// Holm's step-down correction (1979): keeps the family-wise error at the level of one test under any dependence.
package enum Holm {
    /// The adjusted p values in the order of the given ones, each at most 1.
    package static func adjusted(_ pValues: [Double]) -> [Double] {
        var result = pValues
        var least = 0.0
        for (rank, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
            least = max(least, min(1, Double(pValues.count - rank) * pValues[index]))
            result[index] = least
        }
        return result
    }
}
