/// Count, sum, sum of squares and extremes as integers, so that no order of adding or merging changes a bit.
///
/// Values are multiples of 2⁻³⁰ of magnitude up to 100 (2³⁷ units); the 128 bits of the squares hold 2⁵³ of them.
struct FixedMoments: Codable, Sendable, Hashable {
    static let unit = 0x1p-30

    private(set) var count = 0
    private(set) var sum: Int128 = 0
    private(set) var squares: Int128 = 0
    private(set) var least = Int64.max
    private(set) var greatest = Int64.min

    /// The nearest multiple of 2⁻³⁰, in units of it, of a value of magnitude up to 100.
    @inline(__always)
    static func fixed(_ value: Double) -> Int64 { Int64((value * 0x1p30).rounded()) }

    // Wrapping sums: a damaged file that was decoded must not stop the program.
    @inline(__always)
    mutating func add(_ fixed: Int64) {
        count &+= 1
        sum &+= Int128(fixed)
        squares &+= Int128(fixed) &* Int128(fixed)
        least = min(least, fixed)
        greatest = max(greatest, fixed)
    }

    mutating func merge(_ other: FixedMoments) {
        count &+= other.count
        sum &+= other.sum
        squares &+= other.squares
        least = min(least, other.least)
        greatest = max(greatest, other.greatest)
    }

    /// 0 without values.
    var mean: Double { count > 0 ? Double(sum) / Double(count) * Self.unit : 0 }

    /// With divisor n − 1; 0 below two values.
    var standardDeviation: Double {
        guard count >= 2 else { return 0 }
        // Σ(x − q)² about the whole number q below the mean is exact; about the mean it is less by r²/n.
        let (q, r) = sum.quotientAndRemainder(dividingBy: Int128(count))
        let about = squares &- q &* (sum &+ r)
        let variance = (Double(about) - Double(r) * Double(r) / Double(count)) / Double(count - 1)
        return max(0, variance).squareRoot() * Self.unit
    }
}
