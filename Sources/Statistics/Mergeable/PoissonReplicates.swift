/// Bootstrap replicates of a mean whose weights are a hash of case and replicate: mergeable, and made in one pass over the data
/// (the Poisson bootstrap; Chamandy et al., "Estimating uncertainty for massive data streams", Google 2012).
///
/// All values of a case get the same weight in a replicate, so a case is the unit of resampling however many values it has and
/// whichever shards they are in. The sums hold 8 × 10⁸ values, whatever their weights; they wrap beyond.
struct PoissonReplicates: Codable, Sendable, Hashable {
    /// Σw of each replicate.
    private(set) var weights: [UInt32]
    /// Σwx of each replicate.
    private(set) var sums: [UInt64]

    init(count: Int) {
        weights = [UInt32](repeating: 0, count: count)
        sums = [UInt64](repeating: 0, count: count)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        weights = try container.decode([UInt32].self, forKey: .weights)
        sums = try container.decode([UInt64].self, forKey: .sums)
        guard weights.count == sums.count else {
            throw DecodingError.dataCorruptedError(forKey: .sums, in: container, debugDescription: "expected as many sums as weights")
        }
    }

    var count: Int { sums.count }

    /// Adds a value of 0 or more. `key` is the case's stable hash; replicate r uses byte r of the generator that the key seeds.
    mutating func add(_ value: UInt32, key: UInt64) {
        let count = count
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: (count + 7) & ~7) { drawn in
            Self.draw(into: drawn, key: key)
            // Apart, so that each loop gets the width that suits its numbers.
            weights.withUnsafeMutableBufferPointer { weights in
                for replicate in 0..<count { weights[replicate] &+= UInt32(drawn[replicate]) }
            }
            sums.withUnsafeMutableBufferPointer { sums in
                for replicate in 0..<count { sums[replicate] &+= UInt64(drawn[replicate]) &* UInt64(value) }
            }
        }
    }

    /// Fills a buffer, whose length is a multiple of 8, with the weights of a case.
    @inline(__always)
    private static func draw(into weights: UnsafeMutableBufferPointer<UInt16>, key: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: weights.count / 8) { words in
            var generator = SplitMix64(state: SplitMix64.mix(key))
            for word in words.indices { words[word] = generator.next().littleEndian }
            words.withMemoryRebound(to: UInt8.self) { bytes in
                for replicate in weights.indices { weights[replicate] = weight(bytes[replicate]) }
            }
        }
    }

    /// Poisson(1) on 256 equally likely bytes: 94, 95, 46, 16, 4 and 1 of them give 0 to 5.
    ///
    /// Rounded so that mean and variance are exactly 1, which the bootstrap rests on; the third central moment is 0.984.
    @inline(__always)
    static func weight(_ byte: UInt8) -> UInt16 {
        // The carries of additions rather than comparisons or a table: the compiler makes branches of those, vectors of these.
        let wide = UInt16(byte)
        var weight = (wide &+ (256 - 94)) >> 8
        weight &+= (wide &+ (256 - 189)) >> 8
        weight &+= (wide &+ (256 - 235)) >> 8
        weight &+= (wide &+ (256 - 251)) >> 8
        weight &+= (wide &+ (256 - 255)) >> 8
        return weight
    }

    /// Both must have as many replicates.
    mutating func merge(_ other: PoissonReplicates) {
        for replicate in sums.indices {
            weights[replicate] &+= other.weights[replicate]
            sums[replicate] &+= other.sums[replicate]
        }
    }

    /// Spread of the replicates' means Σwx/Σw, in units of the values, and how many there are; replicates without a case are left out.
    var spread: (deviation: Double, replicates: Int) {
        let means = sums.indices.filter { weights[$0] > 0 }.map { Double(sums[$0]) / Double(weights[$0]) }
        guard means.count >= 2 else { return (0, means.count) }
        let centre = means.reduce(0, +) / Double(means.count)
        let squares = means.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
        return ((squares / Double(means.count - 1)).squareRoot(), means.count)
    }
}
