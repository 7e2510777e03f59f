/// 64 bits that stand for how a picture looks; equal or nearly equal bits stand for pictures that look alike.
package protocol PictureHash: Sendable, Hashable, Codable, CustomStringConvertible {
    var bits: UInt64 { get }
    init(bits: UInt64)
}

extension PictureHash {
    /// 16 lower-case hexadecimal digits, as imagehash prints them.
    package var description: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// nil unless there are 16 hexadecimal digits.
    package init?(_ text: String) {
        guard text.utf8.count == 16, text.allSatisfy(\.isHexDigit), let bits = UInt64(text, radix: 16) else { return nil }
        self.init(bits: bits)
    }

    /// In how many of 64 bits the two differ; unrelated pictures differ in about 32.
    package func distance(to other: Self) -> Int { (bits ^ other.bits).nonzeroBitCount }

    /// The first is the most significant.
    static func bits(_ bits: [Bool]) -> UInt64 { bits.reduce(0) { $0 << 1 | ($1 ? 1 : 0) } }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let hash = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text.prefix(60))' is not 16 hexadecimal digits")
        }
        self = hash
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
