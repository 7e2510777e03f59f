import Media

/// Pictures of one size and form as one animated PNG: the chunks of still ones, put together anew.
///
/// Source: PNG Specification (third edition, 2025), 11.3.6: acTL, fcTL, fdAT.
struct AnimatedPNG {
    /// Of one size, channels and bits; the first is what a viewer without animation shows.
    let frames: [PixelImage]
    /// Of each frame.
    let seconds: Double
    let profile: [UInt8]?

    /// - Throws: `MediaError` as a still picture does.
    func encoded() throws(MediaError) -> [UInt8] {
        var file: [UInt8] = []
        var sequence: UInt32 = 0
        func numbered() -> [UInt8] {
            defer { sequence += 1 }
            return bigEndian(sequence)
        }
        for (index, frame) in frames.enumerated() {
            let still = PNGChunks(try frame.encodedPNG(level: PixelImage.compositeEffort, profile: index == 0 ? profile : nil))
            if index == 0 {
                file = still.signature
                for chunk in still.chunks where !["IDAT", "IEND"].contains(chunk.name) { file += chunk.encoded }
                // No number of plays is an endless loop.
                file += PNGChunk(name: "acTL", body: bigEndian(UInt32(frames.count)) + bigEndian(0)).encoded
            }
            file += PNGChunk(name: "fcTL", body: numbered() + control(frame)).encoded
            for chunk in still.chunks where chunk.name == "IDAT" {
                file += index == 0 ? chunk.encoded : PNGChunk(name: "fdAT", body: numbered() + chunk.body).encoded
            }
        }
        return file + PNGChunk(name: "IEND", body: []).encoded
    }

    /// Size, place, delay in milliseconds; the frame replaces the one before, alpha and all.
    private func control(_ frame: PixelImage) -> [UInt8] {
        let delay = UInt16(clamping: Int((seconds * 1000).rounded()))
        return bigEndian(UInt32(frame.width)) + bigEndian(UInt32(frame.height)) + bigEndian(0) + bigEndian(0)
            + [UInt8(delay >> 8), UInt8(delay & 255), 0x03, 0xE8, 0, 0]
    }
}

/// The parts of a PNG that was made here, so that nothing is doubted.
private struct PNGChunks {
    let signature: [UInt8]
    let chunks: [PNGChunk]

    init(_ file: [UInt8]) {
        signature = Array(file[..<8])
        var chunks: [PNGChunk] = []
        var place = 8
        while place + 12 <= file.count {
            let count = file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            let name = String(decoding: file[place + 4..<place + 8], as: UTF8.self)
            chunks.append(PNGChunk(name: name, body: Array(file[place + 8..<place + 8 + count])))
            place += 12 + count
        }
        self.chunks = chunks
    }
}

private struct PNGChunk {
    let name: String
    let body: [UInt8]

    var encoded: [UInt8] {
        let content = Array(name.utf8) + body
        return bigEndian(UInt32(body.count)) + content + bigEndian(Self.checksum(content))
    }

    /// CRC-32 as in ISO 3309 (PNG, annex D).
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 255)] ^ $0 >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { n in
        (0..<8).reduce(UInt32(n)) { c, _ in c & 1 == 1 ? 0xEDB8_8320 ^ c >> 1 : c >> 1 }
    }
}

private func bigEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
