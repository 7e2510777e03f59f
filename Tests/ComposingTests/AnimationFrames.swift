import Media

/// The frames of an animated PNG, each decoded as the still picture it would be.
struct AnimationFrames {
    let images: [PixelImage]
    /// Milliseconds of each frame, as its numerator and denominator say.
    let delays: [Double]
    let plays: Int

    init(_ file: [UInt8]) throws {
        var (header, frames, delays): ([UInt8], [[UInt8]], [Double]) = ([], [], [])
        var (place, plays, wanted) = (8, -1, 0)
        while place < file.count {
            let count = Self.number(file, place)
            let name = String(decoding: file[place + 4..<place + 8], as: UTF8.self)
            let body = Array(file[place + 8..<place + 8 + count])
            switch name {
            case "IHDR": header = Self.chunk("IHDR", body)
            case "acTL": plays = Self.number(body, 4)
            case "fcTL":
                precondition(Self.number(body, 0) == wanted, "sequence numbers run without a gap")
                wanted += 1
                frames.append([])
                delays.append(
                    1000 * Double(body[20]) * 256 / Double(Int(body[22]) << 8 | Int(body[23])) + 1000 * Double(body[21])
                        / Double(Int(body[22]) << 8 | Int(body[23])))
            case "IDAT": frames[frames.count - 1] += Self.chunk("IDAT", body)
            case "fdAT":
                precondition(Self.number(body, 0) == wanted, "sequence numbers run without a gap")
                wanted += 1
                frames[frames.count - 1] += Self.chunk("IDAT", Array(body[4...]))
            default: break
            }
            place += 12 + count
        }
        let signature = Array(file[..<8])
        images = try frames.map { try PixelImage.decodePNG(signature + header + $0 + Self.chunk("IEND", []), path: "frame") }
        (self.delays, self.plays) = (delays, plays)
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }

    private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let content = Array(name.utf8) + body
        var crc: UInt32 = .max
        for byte in content {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        func four(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        return four(UInt32(body.count)) + content + four(~crc)
    }
}
