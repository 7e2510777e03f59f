/// The studentised means of weighted resamples: T* = (d̄* − d̄)/s* for every series and replicate (Owen, arXiv:2508.10083).
struct BootstrapT: Sendable {
    private let resamples: Int
    /// One run of `resamples` statistics a series, unsorted.
    private var statistics: [Double]

    /// Every series must have spread. A replicate's weights are drawn once, for the longest series; shorter ones use the first.
    init(of series: [Moments], resamples: Int, seed: UInt64) {
        self.resamples = resamples
        statistics = [Double](repeating: 0, count: resamples * series.count)
        var weights = BetaWeights(count: series.map(\.centred.count).max() ?? 0)
        for replicate in 0..<(series.isEmpty ? 0 : resamples) {
            weights.draw(from: RandomStream(seed: seed, purpose: .bootstrapWeights, replicate: replicate))
            for (slot, moments) in series.enumerated() {
                statistics[slot * resamples + replicate] = Self.statistic(weights.values, moments)
            }
        }
    }

    func sorted(_ slot: Int) -> [Double] { statistics[slot * resamples..<(slot + 1) * resamples].sorted() }

    /// Works on centred values, where the subtraction in the weighted variance loses least.
    private static func statistic(_ weights: [Double], _ moments: Moments) -> Double {
        let sums = weightedSums(weights, moments.centred)
        let shift = sums.first / sums.zeroth
        let count = Double(moments.centred.count)
        let population = moments.deviation * moments.deviation * (count - 1) / count
        // Below this floor no digit of the difference is left; it also keeps T* finite when one weight outweighs all others.
        let variance = max(sums.second / sums.zeroth - shift * shift, 1e-16 * population)
        return shift / variance.squareRoot()
    }

    /// Σw, Σwd, Σwd² over the length of `values`, in four lanes of fixed order, so that every platform rounds alike.
    private static func weightedSums(_ weights: [Double], _ values: [Double]) -> (zeroth: Double, first: Double, second: Double) {
        var zeroth = SIMD4<Double>.zero
        var first = SIMD4<Double>.zero
        var second = SIMD4<Double>.zero
        let whole = values.count & ~3
        weights.withUnsafeBytes { weights in
            values.withUnsafeBytes { values in
                for index in stride(from: 0, to: whole, by: 4) {
                    let w = weights.loadUnaligned(fromByteOffset: index * 8, as: SIMD4<Double>.self)
                    let d = values.loadUnaligned(fromByteOffset: index * 8, as: SIMD4<Double>.self)
                    let product = w * d
                    zeroth += w
                    first += product
                    second += product * d
                }
            }
        }
        var sums = (zeroth: zeroth.sum(), first: first.sum(), second: second.sum())
        for index in whole..<values.count {
            let product = weights[index] * values[index]
            sums.zeroth += weights[index]
            sums.first += product
            sums.second += product * values[index]
        }
        return sums
    }
}
