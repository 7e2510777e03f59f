/// Logarithm, exponential and power with the same bits on every processor.
///
/// The C library picks its versions by CPU (with or without fused multiply-add), and those differ in the last bit now and
/// then; a score must not. Accurate to about 2 units in the last place.
package enum PortableMath {
    /// Natural logarithm; −∞ at 0, NaN below.
    package static func log(_ x: Double) -> Double {
        guard let (exponent, fraction) = split(x) else { return special(x) }
        return exponent * ln2High + (exponent * ln2Low + logNearOne(fraction))
    }

    /// Base-2 logarithm, exact at powers of two.
    package static func log2(_ x: Double) -> Double {
        guard let (exponent, fraction) = split(x) else { return special(x) }
        return exponent + logNearOne(fraction) * 1.442_695_040_888_963_4
    }

    /// Base-10 logarithm.
    package static func log10(_ x: Double) -> Double {
        guard let (exponent, fraction) = split(x) else { return special(x) }
        return exponent * 0.301_029_995_663_981_2 + logNearOne(fraction) * 0.434_294_481_903_251_8
    }

    /// e to the power x; 0 and ∞ beyond the range of Double.
    package static func exp(_ x: Double) -> Double {
        guard x > -745.2 else { return x.isNaN ? x : 0 }
        guard x < 709.79 else { return .infinity }
        let power = (x / 0.693_147_180_559_945_3).rounded()
        let rest = (x - power * ln2High) - power * ln2Low
        // Taylor to the 15th power: |rest| ≤ 0.35, so that what is left out is below 1e-20.
        var sum = 1.0
        for term in stride(from: 15.0, through: 1, by: -1) { sum = 1 + sum * rest / term }
        return Double(sign: .plus, exponent: Int(power), significand: sum)
    }

    /// `base` to the power `exponent`.
    ///
    /// - Precondition: `base` ≥ 0 and `exponent` > 0.
    package static func pow(_ base: Double, _ exponent: Double) -> Double {
        base == 0 ? 0 : exp(exponent * log(base))
    }

    /// ln 2 in two parts; the first has 20 trailing zero bits, so that its product with an exponent is exact (fdlibm, e_log.c).
    private static let ln2High = 6.931_471_803_691_238e-1
    private static let ln2Low = 1.908_214_929_270_587_7e-10

    /// x = fraction · 2^exponent with the fraction in √½ … √2; nil where there is no such form.
    private static func split(_ x: Double) -> (exponent: Double, fraction: Double)? {
        guard x > 0, x.isFinite else { return nil }
        let fraction = x.significand
        return fraction > 1.414_213_562_373_095 ? (Double(x.exponent) + 1, fraction / 2) : (Double(x.exponent), fraction)
    }

    private static func special(_ x: Double) -> Double { x == 0 ? -.infinity : x > 0 ? x : .nan }

    /// ln x = 2 artanh((x − 1)/(x + 1)) as its odd series; |argument| ≤ 0.172, so that 12 terms leave 1e-19.
    private static func logNearOne(_ x: Double) -> Double {
        let argument = (x - 1) / (x + 1)
        let square = argument * argument
        // Written out, so that the compiler divides and not the processor: this stands in the innermost loops.
        var sum = 1.0 / 23 * square
        sum = (sum + 1.0 / 21) * square
        sum = (sum + 1.0 / 19) * square
        sum = (sum + 1.0 / 17) * square
        sum = (sum + 1.0 / 15) * square
        sum = (sum + 1.0 / 13) * square
        sum = (sum + 1.0 / 11) * square
        sum = (sum + 1.0 / 9) * square
        sum = (sum + 1.0 / 7) * square
        sum = (sum + 1.0 / 5) * square
        sum = (sum + 1.0 / 3) * square
        return 2 * (argument + argument * sum)
    }
}
