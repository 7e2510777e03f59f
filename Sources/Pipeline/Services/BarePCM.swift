/// Samples without a header, as some voices answer.
enum BarePCM {
    /// A WAV file of signed 16-bit little-endian mono samples; an odd last byte is no sample.
    ///
    /// - Parameter rate: samples a second.
    static func wav(_ samples: [UInt8], rate: Int) -> [UInt8] {
        let bytes = samples.count & ~1
        func four(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        func two(_ value: Int) -> [UInt8] { (0..<2).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        let header =
            Array("RIFF".utf8) + four(36 + bytes) + Array("WAVEfmt ".utf8) + four(16) + two(1) + two(1) + four(rate) + four(2 * rate)
            + two(2) + two(16) + Array("data".utf8) + four(bytes)
        return header + samples.prefix(bytes)
    }
}
