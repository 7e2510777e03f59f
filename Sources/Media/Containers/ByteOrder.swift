extension Collection<UInt8> {
    /// The bytes as one unsigned number, most significant first; at most eight.
    var bigEndian: Int { Int(truncatingIfNeeded: reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) }

    /// The bytes as one unsigned number, least significant first; at most eight.
    var littleEndian: Int { Array(reversed()).bigEndian }
}

extension FixedWidthInteger {
    /// The lowest `count` bytes, least significant first.
    func littleEndianBytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) } }

    /// The lowest `count` bytes, most significant first.
    func bigEndianBytes(_ count: Int) -> [UInt8] { littleEndianBytes(count).reversed() }
}
