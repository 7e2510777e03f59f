/// Counts of values in steps of a fixed grid, for quantiles that do not depend on the order of merging, as those of a t-digest do.
///
/// The range is cut into 1,024 steps and a bin is centred on each of the 1,025 ends of a step, so that a difference of 0 and
/// qualities of 0 and 100, which are common, are met exactly.
struct QuantileBins: Codable, Sendable, Hashable {
    static let steps = 1_024

    private(set) var counts = [Int](repeating: 0, count: steps + 1)

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        counts = try container.decode([Int].self, forKey: .counts)
        guard counts.count == Self.steps + 1, counts.allSatisfy({ $0 >= 0 }) else {
            throw DecodingError.dataCorruptedError(forKey: .counts, in: container, debugDescription: "expected 1,025 counts of 0 or more")
        }
    }

    /// `position` runs from 0 at the low end of the range to 1 at the high end; what lies outside goes to the last bin there.
    @inline(__always)
    mutating func add(at position: Double) {
        let bin = Int(min(max(position, 0), 1) * Double(Self.steps) + 0.5)
        counts[bin] &+= 1
    }

    mutating func merge(_ other: QuantileBins) {
        for bin in counts.indices { counts[bin] &+= other.counts[bin] }
    }

    /// The position of the bin that holds the value of rank ⌈p n⌉, within half a step of that value; nil without values.
    func position(of p: Double) -> Double? {
        let total = counts.reduce(0, &+)
        guard total > 0, p >= 0, p <= 1 else { return nil }
        // The product of a whole rank may come out a little larger in binary.
        let rank = max(1, (p * Double(total) * (1 - 1e-15)).rounded(.up))
        var below = 0
        for (bin, count) in counts.enumerated() {
            below &+= count
            if Double(below) >= rank { return Double(bin) / Double(Self.steps) }
        }
        return 1
    }
}
