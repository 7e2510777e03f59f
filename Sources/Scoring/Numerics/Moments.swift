/// Mean and population variance from sums about an origin near the data, which keeps the difference of squares exact:
/// samples that are all equal have variance 0 and nothing else.
package struct Moments: Sendable, Hashable {
    package let mean: Double
    package let variance: Double

    package var deviation: Double { variance.squareRoot() }

    /// - Parameters:
    ///   - sum: of value − origin.
    ///   - sumOfSquares: of (value − origin)².
    init(count: Int, origin: Double, sum: Double, sumOfSquares: Double) {
        let shift = sum / Double(count)
        mean = origin + shift
        variance = max(0, sumOfSquares / Double(count) - shift * shift)
    }
}
