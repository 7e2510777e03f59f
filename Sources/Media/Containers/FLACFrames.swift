/// The frames of a FLAC file (RFC 9639, 9), walked by their checksums.
///
/// libsndfile hands on what a damaged frame decodes to, or stops there, without an error either way; and of a file that does not
/// state its length it cannot know that the end is missing.
struct FLACFrames {
    private let bytes: [UInt8]
    private let path: String
    private var place = 0
    /// Samples a channel in the frames that are whole.
    private var samples = 0

    // Beyond the largest frame of real files: 65,535 samples × 2 channels × 24 bits are 393,210 bytes.
    private static let longestFrame = 1 << 20

    /// - Throws: `.corrupt` for a damaged frame with others behind it, `.truncated` for damage up to the end.
    static func check(_ bytes: [UInt8], path: String) throws(MediaError) {
        var walk = FLACFrames(bytes: bytes, path: path)
        try walk.run()
    }

    private init(bytes: [UInt8], path: String) {
        self.bytes = bytes
        self.path = path
    }

    private mutating func run() throws(MediaError) {
        // STREAMINFO comes first; its number of samples is the low 36 bits of bytes 18…25, 0 when it is not known (8.2).
        let promised = bytes.count >= 26 ? bytes[18..<26].bigEndian & 0xF_FFFF_FFFF : 0
        place = endOfMetadata()
        let end = endOfFrames()
        while place < end, let frame = wholeFrame(at: place, end: end) {
            samples += frame.samples
            place = frame.end
        }
        guard place < end || promised > samples else { return }
        let arrived = promised > 0 ? "\(samples.grouped) of \(promised.grouped) frames" : "\(samples.grouped) frames"
        guard isCut(end: end) else {
            throw MediaError(.corrupt, path, "damaged at byte \(place.grouped), after \(arrived)")
        }
        throw MediaError(.truncated, path, "ends early: \(arrived)\(promised > 0 ? "" : " and a part of one")")
    }

    // Block type in seven bits after the mark of the last block, length in three bytes (8.1).
    private func endOfMetadata() -> Int {
        var place = 4
        while place + 4 <= bytes.count {
            let isLast = bytes[place] & 0x80 != 0
            place += 4 + bytes[place + 1..<place + 4].bigEndian
            if isLast { break }
        }
        return min(place, bytes.count)
    }

    private func endOfFrames() -> Int {
        let tag = bytes.suffix(128)
        return tag.count == 128 && tag.starts(with: "TAG".utf8) ? bytes.count - 128 : bytes.count
    }

    // A frame does not say its length: it goes on to the next header, or the one after, at which its checksum is right.
    private func wholeFrame(at start: Int, end: Int) -> (end: Int, samples: Int)? {
        guard let header = Self.header(bytes, at: start) else { return nil }
        let limit = min(end, start + Self.longestFrame)
        var place = start
        var checksum: UInt16 = 0
        while place < limit {
            // The CRC-16 over a frame and its own checksum is 0.
            if checksum == 0, place >= start + header.length, Self.header(bytes, at: place) != nil { return (place, header.samples) }
            checksum = checksum << 8 ^ Self.table16[Int(checksum >> 8 ^ UInt16(bytes[place]))]
            place += 1
        }
        return checksum == 0 && place == end ? (end, header.samples) : nil
    }

    // Nothing whole within what could be a frame or two: the file was cut. A few headers are tried, as a damaged one may lie.
    private func isCut(end: Int) -> Bool {
        var tries = 0
        for start in place + 1..<max(place + 2, min(end, place + 2 * Self.longestFrame)) where Self.header(bytes, at: start) != nil {
            if wholeFrame(at: start, end: end) != nil { return false }
            tries += 1
            if tries == 16 { break }
        }
        return true
    }

    /// Length of a frame's header in bytes and the samples a channel it announces; nil where there is none (9.1).
    private static func header(_ bytes: [UInt8], at start: Int) -> (length: Int, samples: Int)? {
        guard start + 6 <= bytes.count, bytes[start] == 0xFF, bytes[start + 1] & 0xFE == 0xF8 else { return nil }
        let (sizeCode, rateCode) = (bytes[start + 2] >> 4, bytes[start + 2] & 15)
        guard sizeCode != 0, rateCode != 15, bytes[start + 3] & 1 == 0 else { return nil }
        let sizeBytes = sizeCode == 6 ? 1 : sizeCode == 7 ? 2 : 0
        let rateBytes = rateCode == 12 ? 1 : rateCode == 13 || rateCode == 14 ? 2 : 0
        // The number of the frame is written like a UTF-8 character: the leading ones of the first byte are its length.
        let numberBytes = max(1, (~bytes[start + 4]).leadingZeroBitCount)
        let size = start + 4 + numberBytes
        let length = 4 + numberBytes + sizeBytes + rateBytes + 1
        guard start + length <= bytes.count, bytes[start..<start + length].reduce(0, { table8[Int($0 ^ $1)] }) == 0 else { return nil }
        let samples =
            switch sizeCode {
            case 1: 192
            case 2...5: 576 << (Int(sizeCode) - 2)
            case 6, 7: bytes[size..<size + sizeBytes].bigEndian + 1
            default: 256 << (Int(sizeCode) - 8)
            }
        return (length, samples)
    }

    // x^16 + x^15 + x^2 + 1, from 0 (9.3).
    private static let table16: [UInt16] = (0..<256).map { index in
        (0..<8).reduce(UInt16(index) << 8) { crc, _ in crc & 0x8000 != 0 ? crc << 1 ^ 0x8005 : crc << 1 }
    }

    // x^8 + x^2 + x + 1, from 0 (9.1.8).
    private static let table8: [UInt8] = (0..<256).map { index in
        (0..<8).reduce(UInt8(index)) { crc, _ in crc & 0x80 != 0 ? crc << 1 ^ 0x07 : crc << 1 }
    }
}
