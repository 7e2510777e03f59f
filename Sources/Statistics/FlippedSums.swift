/// Sums of a series under random signs.
///
/// Eight values at a time are looked up in a table of their 256 signed sums, so a replicate costs n/8 additions.
struct FlippedSums: Sendable {
    /// One sum a replicate.
    let sums: [Double]
    private let values: [Double]
    /// The drawn signs, bit i of a replicate's words for value i; a set bit keeps the sign.
    private let signs: [UInt64]
    private let wordsPerReplicate: Int

    init(_ values: [Double], resamples: Int, seed: UInt64) {
        let words = (values.count + 63) / 64
        let tables = stride(from: 0, to: values.count, by: 8).flatMap { start in
            let group = values[start..<min(start + 8, values.count)]
            return Self.patterns(group + Array(repeating: 0, count: 8 - group.count))
        }
        var signs = [UInt64](repeating: 0, count: words * resamples)
        var sums = [Double](repeating: 0, count: resamples)
        for replicate in 0..<resamples {
            var stream = RandomStream(seed: seed, purpose: .signFlips, replicate: replicate)
            for word in 0..<words { signs[replicate * words + word] = stream.next() }
            var sum = 0.0
            for group in 0..<tables.count / 256 {
                let byte = signs[replicate * words + group / 8] >> UInt64(group % 8 * 8) & 0xFF
                sum += tables[group * 256 + Int(byte)]
            }
            sums[replicate] = sum
        }
        self.values = values
        self.sums = sums
        self.signs = signs
        wordsPerReplicate = words
    }

    /// How many sums reach the threshold in magnitude.
    func count(beyond threshold: Double) -> Int { sums.count { abs($0) >= threshold } }

    /// The same for the sums of the other values under the same signs.
    func count(beyond threshold: Double, without index: Int) -> Int {
        let value = values[index]
        let shift = UInt64(63 - index % 64)
        var count = 0
        for replicate in sums.indices {
            // The bit moved to the sign's place turns the value around where it is not set; a branch would be mispredicted.
            let flip = ~(signs[replicate * wordsPerReplicate + index / 64] << shift) & (1 << 63)
            let rest = sums[replicate] - Double(bitPattern: value.bitPattern ^ flip)
            count += abs(rest) >= threshold ? 1 : 0
        }
        return count
    }

    /// The sums of all sign patterns; bit i of the index keeps the sign of value i.
    static func patterns(_ values: some Collection<Double>) -> [Double] {
        var sums = [0.0]
        for value in values { sums = sums.map { $0 - value } + sums.map { $0 + value } }
        return sums
    }
}
