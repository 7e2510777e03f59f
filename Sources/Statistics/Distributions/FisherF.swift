/// The F distribution: a ratio of two mean squares.
package enum FisherF {
    /// P(F ≥ f).
    package static func upperTail(_ f: Double, _ first: Double, _ second: Double) -> Double {
        f <= 0 ? 1 : Beta.regularised(second / (second + first * f), first * f / (second + first * f), second / 2, first / 2)
    }

    /// Inverse of the cumulative distribution.
    package static func quantile(_ p: Double, _ first: Double, _ second: Double) -> Double {
        // From the side that is near 0, where digits are not lost to 1 − x.
        let x = Beta.quantile(1 - p, second / 2, first / 2)
        return x > 0 ? second * (1 - x) / (first * x) : .infinity
    }
}
