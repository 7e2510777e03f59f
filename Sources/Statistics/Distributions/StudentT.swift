import Glibc

/// Student's t distribution with a positive, possibly fractional number of degrees of freedom.
package enum StudentT {
    package static func cumulative(_ t: Double, degrees: Double) -> Double {
        t < 0 ? upperTail(-t, degrees: degrees) : 1 - upperTail(t, degrees: degrees)
    }

    /// P(|T| ≥ |t|), exact to the last digits where 1 − `cumulative` would cancel.
    package static func twoSided(_ t: Double, degrees: Double) -> Double { 2 * upperTail(abs(t), degrees: degrees) }

    /// Inverse of `cumulative`; infinite at 0 and 1, NaN outside.
    package static func quantile(_ p: Double, degrees: Double) -> Double {
        guard p > 0, p < 1, degrees > 0 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
        let tail = min(p, 1 - p)
        var low = 0.0
        var high = 1.0
        while upperTail(high, degrees: degrees) > tail, high < 1e300 { (low, high) = (high, high * 2) }
        var t = low
        for _ in 0..<200 {
            let excess = upperTail(t, degrees: degrees) - tail
            if excess == 0 { break }
            if excess > 0 { low = t } else { high = t }
            let newton = t + excess / density(t, degrees: degrees)
            let next = newton > low && newton < high ? newton : 0.5 * (low + high)
            let settled = abs(next - t) <= 4 * t.ulp
            t = next
            if settled { break }
        }
        return p < 0.5 ? -t : t
    }

    private static func upperTail(_ t: Double, degrees: Double) -> Double {
        let square = t * t
        return 0.5 * Beta.regularised(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5)
    }

    private static func density(_ t: Double, degrees: Double) -> Double {
        exp(-0.5 * (degrees + 1) * log1p(t * t / degrees) - Beta.logBeta(0.5, degrees / 2)) / degrees.squareRoot()
    }
}
