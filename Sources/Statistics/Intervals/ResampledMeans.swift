/// Bootstrap means of many series at once: series of one length share the draws of each replicate, which are made once.
///
/// Gives what `BootstrapInterval` gives for each series alone, up to the order of summation.
package enum ResampledMeans {
    package static func intervals(_ series: [[Double]], resamples: Int, seed: UInt64) -> [BootstrapInterval?] {
        var drawn = series.map { _ in [Double](repeating: 0, count: max(1, resamples)) }
        for length in Set(series.map(\.count)).sorted() where length >= 2 {
            let slots = series.indices.filter { series[$0].count == length }
            var counts = [Double](repeating: 0, count: length)
            for replicate in 0..<max(1, resamples) {
                for index in counts.indices { counts[index] = 0 }
                var stream = RandomStream(seed: seed, stream: BootstrapInterval.stream, replicate: UInt64(replicate))
                for _ in counts.indices { counts[Int(stream.below(UInt64(length)))] += 1 }
                for slot in slots { drawn[slot][replicate] = weightedSum(counts, series[slot]) / Double(length) }
            }
        }
        return series.indices.map { series[$0].count < 2 ? nil : BootstrapInterval(series[$0], means: drawn[$0]) }
    }

    /// In four lanes of fixed order, so that every platform rounds alike.
    private static func weightedSum(_ weights: [Double], _ values: [Double]) -> Double {
        var lanes = SIMD4<Double>.zero
        let whole = values.count & ~3
        weights.withUnsafeBytes { weights in
            values.withUnsafeBytes { values in
                for index in stride(from: 0, to: whole, by: 4) {
                    lanes +=
                        weights.loadUnaligned(fromByteOffset: index * 8, as: SIMD4<Double>.self)
                        * values.loadUnaligned(fromByteOffset: index * 8, as: SIMD4<Double>.self)
                }
            }
        }
        return (whole..<values.count).reduce(lanes.sum()) { $0 + weights[$1] * values[$1] }
    }
}
