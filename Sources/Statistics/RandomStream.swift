/// xoshiro256** of Blackman and Vigna (2018), one stream for each seed, purpose and replicate.
///
/// A replicate's numbers depend on nothing but these three, so neither threads nor the order of evaluation change a result.
package struct RandomStream: Sendable {
    /// What the numbers are for; the raw values are part of every published result and never change.
    package enum Purpose: UInt64, Sendable {
        case bootstrapWeights = 1
        case signFlips = 2
        case weights = 3
        /// Made data, in simulations and tests.
        case simulation = 4
        /// The order of sounds in a blind sequence.
        case listeningOrder = 5
        /// Which listeners and cases a replicate of a median holds.
        case ratingBootstrap = 6
        /// Trials, sides and catch trials of a ballot.
        case ballot = 7
        /// Cases that a report shows because chance picked them.
        case reportSample = 9
    }

    private var s0, s1, s2, s3: UInt64

    /// Starts from the generator's own state, which must not be all zero.
    package init(state: (UInt64, UInt64, UInt64, UInt64)) { (s0, s1, s2, s3) = state }

    package init(seed: UInt64, stream: UInt64, replicate: UInt64) {
        let place = SplitMix64.mix(stream &* 0xD134_2543_DE82_EF95 &+ replicate)
        var words = SplitMix64(state: SplitMix64.mix(seed) ^ place)
        (s0, s1, s2, s3) = (words.next(), words.next(), words.next(), words.next())
    }

    package init(seed: UInt64, purpose: Purpose, replicate: Int) {
        self.init(seed: seed, stream: purpose.rawValue, replicate: UInt64(replicate))
    }

    @inline(__always)
    package mutating func next() -> UInt64 {
        let result = Self.rotate(s1 &* 5, by: 7) &* 9
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = Self.rotate(s3, by: 45)
        return result
    }

    /// Uniform on the multiples of 2⁻⁵³ in [0, 1).
    @inline(__always)
    package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Uniform on 0 ..< `bound`, without bias, by the rejection of Lemire (arXiv:1805.10941); 0 for a bound of 0.
    package mutating func below(_ bound: UInt64) -> UInt64 {
        guard bound > 0 else { return 0 }
        let rejected = (0 &- bound) % bound
        while true {
            let product = next().multipliedFullWidth(by: bound)
            if product.low >= rejected { return product.high }
        }
    }

    @inline(__always)
    private static func rotate(_ word: UInt64, by bits: UInt64) -> UInt64 { (word << bits) | (word >> (64 - bits)) }
}
