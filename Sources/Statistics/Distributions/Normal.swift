import Glibc

/// The standard normal distribution.
package enum Normal {
    package static func cumulative(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

    /// Inverse of `cumulative`, relative error near 1e-15; infinite at 0 and 1, NaN outside.
    ///
    /// Starts from formula 26.2.23 of Abramowitz and Stegun (error 4.5e-4) and takes Halley steps.
    package static func quantile(_ p: Double) -> Double {
        guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
        let tail = min(p, 1 - p)
        let t = (-2 * log(tail)).squareRoot()
        var x = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
        for _ in 0..<3 {
            let error = cumulative(-x) - tail
            let step = -error / density(x)
            x -= step / (1 - 0.5 * step * x)
        }
        return p < 0.5 ? -x : x
    }

    package static func density(_ x: Double) -> Double { exp(-0.5 * x * x) / (2 * Double.pi).squareRoot() }
}
