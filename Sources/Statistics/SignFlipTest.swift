/// Sign-flip permutation test that a mean difference is zero: how often would the gap be this large if the two labels meant
/// nothing on each case? Exact under exchangeability at any n (Fisher 1935).
///
/// Zero differences do not change under a flip and are left out of the patterns, which leaves p as it is.
package struct SignFlipTest: Sendable {
    /// Up to so many non-zero differences all sign patterns are listed.
    package static let exactLimit = 16
    /// Sums this close count as equal: sums of the same numbers in another order differ in the last bits.
    static let tolerance = 1e-9

    /// Two-sided; 1 for no differences at all.
    package let pValue: Double
    package let isExact: Bool

    package init(_ differences: [Double], resamples: Int = 9_999, seed: UInt64 = 0) {
        let moving = differences.filter { $0 != 0 }
        isExact = moving.count <= Self.exactLimit
        if isExact {
            pValue = Self.exactP(moving)
        } else {
            let flipped = FlippedSums(moving, resamples: max(1, resamples), seed: seed)
            pValue = Self.share(of: flipped, count: flipped.count(beyond: Self.threshold(moving.reduce(0, +))))
        }
    }

    /// p of the series without the value at each of the positions; the remaining values keep the signs they were drawn.
    static func pValues(_ differences: [Double], leavingOut positions: [Int], resamples: Int, seed: UInt64) -> [Double] {
        let moving = differences.indices.filter { differences[$0] != 0 }
        let values = moving.map { differences[$0] }
        if values.count <= exactLimit + 1 {
            return positions.map { position in exactP(moving.filter { $0 != position }.map { differences[$0] }) }
        }
        let flipped = FlippedSums(values, resamples: max(1, resamples), seed: seed)
        let total = values.reduce(0, +)
        let complete = share(of: flipped, count: flipped.count(beyond: threshold(total)))
        return positions.map { position in
            guard let slot = moving.firstIndex(of: position) else { return complete }
            return share(of: flipped, count: flipped.count(beyond: threshold(total - values[slot]), without: slot))
        }
    }

    private static func threshold(_ total: Double) -> Double { abs(total) - tolerance }

    /// The observed pattern counts as one more, so that p is never 0.
    private static func share(of flipped: FlippedSums, count: Int) -> Double {
        Double(1 + count) / Double(1 + flipped.sums.count)
    }

    private static func exactP(_ values: [Double]) -> Double {
        let threshold = threshold(values.reduce(0, +))
        let low = FlippedSums.patterns(values.prefix(8))
        let high = FlippedSums.patterns(values.dropFirst(8))
        var extreme = 0
        for upper in high { extreme += low.count { abs($0 + upper) >= threshold } }
        return Double(extreme) / Double(low.count * high.count)
    }
}
