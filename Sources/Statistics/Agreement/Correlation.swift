/// How two series go together; nil where one of them has no spread.
package enum Correlation {
    package static func pearson(_ x: [Double], _ y: [Double]) -> Double? {
        guard x.count == y.count, x.count >= 2 else { return nil }
        let a = Moments(x).centred, b = Moments(y).centred
        let (aa, bb) = (a.reduce(0) { $0 + $1 * $1 }, b.reduce(0) { $0 + $1 * $1 })
        guard aa > 0, bb > 0 else { return nil }
        return max(-1, min(1, zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / (aa * bb).squareRoot()))
    }

    /// Pearson's of the mid-ranks.
    package static func spearman(_ x: [Double], _ y: [Double]) -> Double? { pearson(MidRanks.of(x), MidRanks.of(y)) }

    /// (concordant − discordant)/√((pairs − ties in x)(pairs − ties in y)), by counting swaps of a merge sort (Knight 1966).
    package static func kendallTauB(_ x: [Double], _ y: [Double]) -> Double? {
        guard x.count == y.count, x.count >= 2 else { return nil }
        let order = x.indices.sorted { x[$0] == x[$1] ? y[$0] < y[$1] : x[$0] < x[$1] }
        let tiedX = pairs(order.map { [x[$0]] })
        let tiedBoth = pairs(order.map { [x[$0], y[$0]] })
        var values = order.map { y[$0] }
        let swaps = countSwaps(&values)
        let tiedY = pairs(values.map { [$0] })
        let all = Double(x.count) * Double(x.count - 1) / 2
        let scale = (all - tiedX) * (all - tiedY)
        guard scale > 0 else { return nil }
        return (all - tiedX - tiedY + tiedBoth - 2 * Double(swaps)) / scale.squareRoot()
    }

    /// Pairs of equal neighbours in a sorted list.
    private static func pairs(_ sorted: [[Double]]) -> Double {
        var sum = 0.0, run = 0.0
        for (index, value) in sorted.enumerated() {
            run = index > 0 && sorted[index - 1] == value ? run + 1 : 0
            sum += run
        }
        return sum
    }

    /// Sorts, and counts the exchanges of neighbours that it would take.
    private static func countSwaps(_ values: inout [Double]) -> Int {
        guard values.count > 1 else { return 0 }
        var low = Array(values[..<(values.count / 2)]), high = Array(values[(values.count / 2)...])
        var swaps = countSwaps(&low) + countSwaps(&high)
        var (i, j) = (0, 0)
        for place in values.indices {
            if j >= high.count || i < low.count && low[i] <= high[j] {
                values[place] = low[i]
                i += 1
            } else {
                values[place] = high[j]
                j += 1
                swaps += low.count - i
            }
        }
        return swaps
    }
}
