/// Numbers for damage and for the start of a fit: the same for the same seed on every machine.
///
/// SplitMix64 (Steele, Lea, Flood 2014), normal deviates by Box and Muller 1958.
struct SeededNoise: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0..<1.
    mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * share() }

    /// 0..<count.
    mutating func pick(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    /// Mean 0, standard deviation 1.
    mutating func normal() -> Double {
        let radius = (-2 * PortableMath.log(1 - share())).squareRoot()
        return radius * PortableMath.cosineAndSine(turns: share()).cosine
    }
}
