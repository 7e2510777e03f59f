import Glibc

/// The beta function and its regularised incomplete integral, from which Student's t and the binomial follow.
package enum Beta {
    /// I_x(a, b) for positive a and b; 0 below x = 0, 1 above x = 1.
    package static func regularised(_ x: Double, _ a: Double, _ b: Double) -> Double { regularised(x, 1 - x, a, b) }

    /// As above with y = 1 − x given apart, since the subtraction would lose a small y.
    static func regularised(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0 else { return 0 }
        guard y > 0 else { return 1 }
        let logX = x < 0.5 ? log(x) : log1p(-y)
        let logY = y < 0.5 ? log(y) : log1p(-x)
        let front = exp(a * logX + b * logY - logBeta(a, b))
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(y, b, a) / b
    }

    /// ln B(a, b); Stirling's remainder takes over for large arguments, where a difference of lgamma would cancel.
    package static func logBeta(_ a: Double, _ b: Double) -> Double {
        let p = min(a, b)
        let q = max(a, b)
        if q < 10 { return logGamma(p) + logGamma(q) - logGamma(p + q) }
        let rest = (q - 0.5) * log1p(-p / (p + q))
        if p < 10 { return logGamma(p) + stirling(q) - stirling(p + q) + p - p * log(p + q) + rest }
        let halfLogTwoPi = 0.918_938_533_204_672_7
        let remainders = stirling(p) + stirling(q) - stirling(p + q)
        return halfLogTwoPi - 0.5 * log(q) + remainders + (p - 0.5) * log(p / (p + q)) + q * log1p(-p / (p + q))
    }

    static func logGamma(_ x: Double) -> Double {
        var sign: Int32 = 0
        return lgamma_r(x, &sign)
    }

    /// ln Γ(x) − (x − ½) ln x + x − ½ ln 2π for x ≥ 10, error below 1e-15 (Abramowitz and Stegun 6.1.41).
    private static func stirling(_ x: Double) -> Double {
        let r = 1 / (x * x)
        return (1 / 12.0 - r * (1 / 360.0 - r * (1 / 1260.0 - r * (1 / 1680.0 - r * (1 / 1188.0 - r * 691 / 360_360))))) / x
    }

    /// The continued fraction 26.5.8 of Abramowitz and Stegun by the modified Lentz method; needs about √max(a, b) terms.
    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func awayFromZero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / awayFromZero(1 - (a + b) * x / (a + 1))
        var result = d
        for m in 1...100_000 {
            let m = Double(m)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / awayFromZero(1 + even * d)
            c = awayFromZero(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / awayFromZero(1 + odd * d)
            c = awayFromZero(1 + odd / c)
            result *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return result
    }
}
