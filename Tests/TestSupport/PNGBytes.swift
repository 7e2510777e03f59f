/// PNG files built by hand, chunk by chunk, so that the decoder meets every form and every damage (PNG, third edition).
///
/// Pixels are packed into stored deflate blocks: what stands in the file is readable, and a flipped byte is a flipped pixel.
package struct PNGBytes {
    package enum Color: UInt8 {
        case gray = 0
        case rgb = 2
        case palette = 3
        case grayAlpha = 4
        case rgba = 6

        package var channels: Int { [1, 1, 3, 1, 2, 1, 4][Int(rawValue)] }
    }

    package var width: Int
    package var height: Int
    package var depth: Int
    package var color: Color
    package var isInterlaced = false
    /// Row by row, channels interleaved.
    package var samples: [Int]
    /// Chunks between IHDR and IDAT.
    package var extra: [[UInt8]] = []

    package init(
        width: Int, height: Int, depth: Int, color: Color, isInterlaced: Bool = false, samples: [Int], extra: [[UInt8]] = []
    ) {
        self.width = width
        self.height = height
        self.depth = depth
        self.color = color
        self.isInterlaced = isInterlaced
        self.samples = samples
        self.extra = extra
    }

    package static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    package static let end = chunk("IEND", [])

    /// The whole file.
    package var bytes: [UInt8] {
        let header = Self.header(width: width, height: height, depth: depth, color: color, isInterlaced: isInterlaced)
        return Self.signature + header + extra.flatMap { $0 } + Self.chunk("IDAT", Self.stored(filtered)) + Self.end
    }

    /// The rows as they are compressed: a filter byte of 0 before each, Adam7 pass by pass when interlaced.
    package var filtered: [UInt8] {
        guard isInterlaced else { return (0..<height).flatMap { row(y: $0, columns: Array(0..<width)) } }
        let passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        return passes.flatMap { x, y, dx, dy -> [UInt8] in
            let columns = Array(stride(from: x, to: width, by: dx))
            return columns.isEmpty ? [] : stride(from: y, to: height, by: dy).flatMap { row(y: $0, columns: columns) }
        }
    }

    private func row(y: Int, columns: [Int]) -> [UInt8] {
        let channels = color.channels
        let values = columns.flatMap { x in samples[(y * width + x) * channels..<(y * width + x + 1) * channels] }
        if depth == 16 { return [0] + values.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
        var bytes: [UInt8] = [0]
        for start in stride(from: 0, to: values.count, by: 8 / depth) {
            let group = values[start..<min(start + 8 / depth, values.count)]
            let packed = group.enumerated().reduce(0) { $0 | $1.element << (8 - depth * ($1.offset + 1)) }
            bytes.append(UInt8(packed))
        }
        return bytes
    }

    package static func header(width: Int, height: Int, depth: Int, color: Color, isInterlaced: Bool = false) -> [UInt8] {
        chunk("IHDR", word(width) + word(height) + [UInt8(depth), color.rawValue, 0, 0, isInterlaced ? 1 : 0])
    }

    package static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return word(data.count) + body + word(Int(crc32(body)))
    }

    /// Makes every chunk's checksum right again, as far as the chunks can be followed.
    package static func resealed(_ file: [UInt8]) -> [UInt8] {
        var file = file
        var place = 8
        while place + 12 <= file.count {
            let length = file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            guard place + 12 + length <= file.count else { break }
            let sum = word(Int(crc32(file[place + 4..<place + 8 + length])))
            file.replaceSubrange(place + 8 + length..<place + 12 + length, with: sum)
            place += 12 + length
        }
        return file
    }

    package static func word(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }

    /// A zlib stream of uncompressed blocks (RFC 1950, RFC 1951 3.2.4).
    package static func stored(_ data: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var place = 0
        repeat {
            let count = min(65_535, data.count - place)
            let (low, high) = (UInt8(count & 255), UInt8(count >> 8))
            stream += [place + count == data.count ? 1 : 0, low, high, ~low, ~high] + data[place..<place + count]
            place += count
        } while place < data.count
        return stream + word(adler32(data))
    }

    /// A zlib stream that unpacks to `head` and then zeros, 258 bytes from every 13 bits (RFC 1951, 3.2.6).
    package static func bomb(head: [UInt8], zeroRuns: Int) -> [UInt8] {
        let stored = Self.stored(head + [0]).dropFirst(2).dropLast(4)
        var bits: [UInt8] = [1, 1, 0]  // last block, fixed codes
        // Code 285 (258 bytes) is 11000101, distance code 0 (one back) is 00000, end of block is 0000000.
        for _ in 0..<zeroRuns { bits += [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0] }
        bits += [UInt8](repeating: 0, count: 7)
        let packed = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<min(start + 8, bits.count)].enumerated().reduce(UInt8(0)) { $0 | $1.element << $1.offset }
        }
        // The block before must not be the last one; the checksum at the end is never reached.
        return [0x78, 0x01, 0] + stored.dropFirst() + packed + [0, 0, 0, 0]
    }

    package static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(UInt32.max) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 255)] }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }

    private static func adler32(_ bytes: [UInt8]) -> Int {
        var (a, b) = (1, 0)
        for byte in bytes {
            a = (a + Int(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return b << 16 | a
    }
}
