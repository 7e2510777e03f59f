import Media

/// Pictures drawn with whole numbers alone, so that every machine draws the same ones.
package enum SyntheticImage {
    /// Slopes, edges, texture and colour: enough of a photograph for metrics to have something to lose.
    package static func scene(width: Int, height: Int, channels: Int = 3) -> PixelImage {
        var random = SplitMix(seed: 7)
        return draw(width: width, height: height, channels: channels) { x, y, channel in
            if channel == channels - 1, channels % 2 == 0 { return 255 }
            let slopes = triangle(x * (3 + channel) + y * 2, period: 194) + triangle(y * 5 + x * (2 - channel), period: 122)
            let checks = (x / 40 + y / 32) % 2 * 50
            return 20 + slopes + checks + Int(random.next() % 24)
        }
    }

    package static func flat(width: Int, height: Int, channels: Int = 3, value: UInt8) -> PixelImage {
        draw(width: width, height: height, channels: channels) { _, _, _ in Int(value) }
    }

    /// Values outside 0…255 are clipped.
    package static func draw(width: Int, height: Int, channels: Int, value: (_ x: Int, _ y: Int, _ channel: Int) -> Int) -> PixelImage {
        var samples: [UInt8] = []
        samples.reserveCapacity(width * height * channels)
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<channels { samples.append(UInt8(clamping: value(x, y, channel))) }
            }
        }
        return PixelImage(width: width, height: height, channels: channels, samples: .eight(samples))
    }

    private static func triangle(_ position: Int, period: Int) -> Int {
        let phase = ((position % period) + period) % period
        return min(phase, period - phase)
    }
}

/// Damage of a chosen strength, and the same picture in another form; all for 8-bit pictures.
extension PixelImage {
    private var bytes: [UInt8] {
        guard case .eight(let bytes) = samples else { preconditionFailure("synthetic pictures have 8 bits") }
        return bytes
    }

    private func byte(_ x: Int, _ y: Int, _ channel: Int, of bytes: [UInt8]) -> Int {
        Int(bytes[(min(max(y, 0), height - 1) * width + min(max(x, 0), width - 1)) * channels + channel])
    }

    /// Mean over a square of side 2 `radius` + 1, edges repeated.
    package func blurred(radius: Int) -> PixelImage {
        let bytes = bytes
        let area = (2 * radius + 1) * (2 * radius + 1)
        return SyntheticImage.draw(width: width, height: height, channels: channels) { x, y, channel in
            var sum = 0
            for dy in -radius...radius {
                for dx in -radius...radius { sum += byte(x + dx, y + dy, channel, of: bytes) }
            }
            return (sum + area / 2) / area
        }
    }

    /// Uniform noise of ± `amplitude`; the same pattern at every strength.
    package func noisy(amplitude: Int) -> PixelImage {
        let bytes = bytes
        var random = SplitMix(seed: 11)
        return SyntheticImage.draw(width: width, height: height, channels: channels) { x, y, channel in
            byte(x, y, channel, of: bytes) + (Int(random.next() % 2001) - 1000) * amplitude / 1000
        }
    }

    /// Squares of one colour, that of their first pixel.
    package func mosaic(side: Int) -> PixelImage {
        let bytes = bytes
        return SyntheticImage.draw(width: width, height: height, channels: channels) { x, y, channel in
            byte(x / side * side, y / side * side, channel, of: bytes)
        }
    }

    /// Left and right exchanged.
    package func mirrored() -> PixelImage {
        let bytes = bytes
        return SyntheticImage.draw(width: width, height: height, channels: channels) { x, y, channel in
            byte(width - 1 - x, y, channel, of: bytes)
        }
    }

    /// The same content in 16 bits: 255 becomes 65,535.
    package func widened() -> PixelImage {
        PixelImage(width: width, height: height, channels: channels, samples: .sixteen(bytes.map { UInt16($0) * 257 }))
    }

    /// A gray picture as RGB of three equal channels.
    package func replicated() -> PixelImage {
        let bytes = bytes
        return SyntheticImage.draw(width: width, height: height, channels: 3) { x, y, _ in byte(x, y, 0, of: bytes) }
    }

    /// An RGB picture with an alpha channel of one value.
    package func withAlpha(_ alpha: UInt8) -> PixelImage {
        let bytes = bytes
        return SyntheticImage.draw(width: width, height: height, channels: 4) { x, y, channel in
            channel == 3 ? Int(alpha) : byte(x, y, channel, of: bytes)
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
package struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
