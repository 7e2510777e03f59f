/// What arithmetic on pixels happens in.
package enum LightScale: Sendable, Hashable {
    /// Light itself, where half of the light is half of the number.
    case linear
    /// The codes of the file, as programs that know no light do it.
    case encoded
}

/// Rows of stored samples as linear light: red, green, blue premultiplied with alpha, and alpha; grey stands in red.
package struct LinearRowReader {
    private let image: PixelImage
    private let curve: [Float]

    package init(_ image: PixelImage, scale: LightScale = .linear) {
        self.image = image
        let isShort = image.bitDepth == 8
        switch scale {
        case .linear: curve = isShort ? SRGB.linear8 : SRGB.linear16
        case .encoded: curve = isShort ? Self.codes8 : Self.codes16
        }
    }

    private static let codes8: [Float] = (0...255).map { Float($0) / 255 }
    private static let codes16: [Float] = (0...65_535).map { Float($0) / 65_535 }

    /// - Precondition: `row` holds a value for each column.
    package func read(_ y: Int, into row: inout [SIMD4<Float>]) {
        switch image.samples {
        case .eight(let values): fill(&row, from: values, at: y)
        case .sixteen(let values): fill(&row, from: values, at: y)
        }
    }

    private func fill<Code: FixedWidthInteger>(_ row: inout [SIMD4<Float>], from values: [Code], at y: Int) {
        let channels = image.channels
        let start = y * image.width * channels
        let full = Float(Code.max)
        for x in 0..<image.width {
            let i = start + x * channels
            func light(_ channel: Int) -> Float { curve[Int(values[i + channel])] }
            let alpha = image.hasAlpha ? Float(values[i + channels - 1]) / full : 1
            row[x] =
                channels < 3
                ? SIMD4(light(0) * alpha, 0, 0, alpha) : SIMD4(light(0) * alpha, light(1) * alpha, light(2) * alpha, alpha)
        }
    }
}

/// The way back: linear premultiplied rows to stored samples, clamped.
package struct LinearRowWriter {
    private let channels: Int
    private let scale: LightScale
    package private(set) var samples: PixelImage.Samples

    package init(width: Int, height: Int, channels: Int, bitDepth: Int, scale: LightScale = .linear) {
        self.channels = channels
        self.scale = scale
        let count = width * height * channels
        if bitDepth == 8 {
            var values: [UInt8] = []
            values.reserveCapacity(count)
            samples = .eight(values)
        } else {
            var values: [UInt16] = []
            values.reserveCapacity(count)
            samples = .sixteen(values)
        }
    }

    package mutating func append(_ row: [SIMD4<Float>]) {
        switch samples {
        case .eight(var values):
            samples = .eight([])
            let share: (Float) -> UInt8 = { UInt8((min(1, max(0, $0)) * 255).rounded()) }
            scale == .linear
                ? put(row, into: &values, light: SRGB.code8, share: share) : put(row, into: &values, light: share, share: share)
            samples = .eight(values)
        case .sixteen(var values):
            samples = .sixteen([])
            let share: (Float) -> UInt16 = { UInt16((min(1, max(0, $0)) * 65_535).rounded()) }
            scale == .linear
                ? put(row, into: &values, light: SRGB.code16, share: share) : put(row, into: &values, light: share, share: share)
            samples = .sixteen(values)
        }
    }

    private func put<Code>(_ row: [SIMD4<Float>], into values: inout [Code], light: (Float) -> Code, share: (Float) -> Code) {
        let hasAlpha = channels % 2 == 0
        for pixel in row {
            // Ringing may push alpha past 0 and 1; the colour is what was premultiplied with that same value.
            let alpha = pixel.w
            let colour = hasAlpha ? (alpha > 1e-5 ? pixel / alpha : .zero) : pixel
            for channel in 0..<(channels < 3 ? 1 : 3) { values.append(light(colour[channel])) }
            if hasAlpha { values.append(share(alpha)) }
        }
    }
}
