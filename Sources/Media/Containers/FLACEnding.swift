/// Whether a FLAC file that does not say its length ends with a whole frame.
///
/// A file that says it needs no check: the frames read are compared with it.
enum FLACEnding {
    // Larger than the last frame of any real file: 65,535 samples × 2 channels × 24 bits are 393,210 bytes.
    private static let window = 1 << 20

    /// - Throws: `.truncated` when no frame in the last megabyte goes up to the end.
    static func check(_ file: InputFile) throws(MediaError) {
        // STREAMINFO is always first; its total number of samples is the low 36 bits of bytes 18…25 (RFC 9639, 8.2).
        let head = try file.bytes(at: 0, count: 26)
        guard head.count == 26, head[18..<26].bigEndian & 0xF_FFFF_FFFF == 0 else { return }
        let start = max(26, file.size - window)
        let tail = try file.bytes(at: start, count: file.size - start)
        guard !endsWithWholeFrame(tail) else { return }
        throw MediaError(.truncated, file.path, "ends early: the last FLAC frame is cut")
    }

    // The CRC-16 over a frame and its own checksum is 0, so a frame that reaches the end shows itself.
    private static func endsWithWholeFrame(_ tail: [UInt8]) -> Bool {
        var place = tail.count - 4
        while place >= 0 {
            if tail[place] == 0xFF, tail[place + 1] & 0xFE == 0xF8, checksum(tail[place...]) == 0 { return true }
            place -= 1
        }
        return false
    }

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt16 {
        bytes.reduce(0) { $0 << 8 ^ table[Int($0 >> 8 ^ UInt16($1))] }
    }

    // RFC 9639, 9.3: x^16 + x^15 + x^2 + 1, from 0.
    private static let table: [UInt16] = (0..<256).map { index in
        (0..<8).reduce(UInt16(index) << 8) { crc, _ in crc & 0x8000 != 0 ? crc << 1 ^ 0x8005 : crc << 1 }
    }
}
