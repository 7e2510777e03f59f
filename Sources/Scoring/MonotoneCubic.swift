/// A smooth curve through knots that never overshoots them: piecewise cubic Hermite with limited slopes
/// (Fritsch and Carlson, SIAM J. Numer. Anal. 17, 1980, equations 2 and 5).
package struct MonotoneCubic: Sendable, Hashable {
    package let x: [Double]
    package let y: [Double]
    /// The slope at each knot.
    private let slopes: [Double]

    /// - Precondition: at least two knots, x strictly rising, y monotone.
    package init(x: [Double], y: [Double]) {
        precondition(x.count == y.count && x.count >= 2, "a curve needs two knots")
        self.x = x
        self.y = y
        slopes = Self.slopes(x, y)
    }

    /// The value at a place; outside the knots the value of the nearer end.
    package func value(at place: Double) -> Double {
        guard place > x[0] else { return y[0] }
        guard place < x[x.count - 1] else { return y[y.count - 1] }
        let i = x.lastIndex { $0 <= place } ?? 0
        let width = x[i + 1] - x[i]
        let t = (place - x[i]) / width
        let s = 1 - t
        let level = y[i] * (1 + 2 * t) * s * s + y[i + 1] * t * t * (3 - 2 * t)
        let bend = slopes[i] * s - slopes[i + 1] * t
        // Rounding must not leave the knots either.
        return min(max(level + width * t * s * bend, min(y[i], y[i + 1])), max(y[i], y[i + 1]))
    }

    private static func slopes(_ x: [Double], _ y: [Double]) -> [Double] {
        let secants = (1..<x.count).map { i -> Double in (y[i] - y[i - 1]) / (x[i] - x[i - 1]) }
        var slopes = [secants[0]]
        for (before, after) in zip(secants, secants.dropFirst()) { slopes.append(before * after <= 0 ? 0 : (before + after) / 2) }
        slopes.append(secants[secants.count - 1])
        for (i, secant) in secants.enumerated() {
            guard secant != 0 else {
                (slopes[i], slopes[i + 1]) = (0, 0)
                continue
            }
            let alpha = slopes[i] / secant, beta = slopes[i + 1] / secant
            let square = alpha * alpha + beta * beta
            guard square > 9 else { continue }
            let tau = 3 / square.squareRoot()
            (slopes[i], slopes[i + 1]) = (tau * alpha * secant, tau * beta * secant)
        }
        return slopes
    }
}
