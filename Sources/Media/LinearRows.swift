/// Rows of stored samples as linear light: red, green, blue premultiplied with alpha, and alpha; grey stands in red.
struct LinearRowReader {
    private let image: PixelImage
    private let curve: [Float]

    init(_ image: PixelImage) {
        self.image = image
        curve = image.bitDepth == 8 ? SRGB.linear8 : SRGB.linear16
    }

    func read(_ y: Int, into row: inout [SIMD4<Float>]) {
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
struct LinearRowWriter {
    private let channels: Int
    private(set) var samples: PixelImage.Samples

    init(width: Int, height: Int, channels: Int, bitDepth: Int) {
        self.channels = channels
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

    mutating func append(_ row: [SIMD4<Float>]) {
        switch samples {
        case .eight(var values):
            samples = .eight([])
            put(row, into: &values, light: SRGB.code8) { UInt8(($0 * 255).rounded()) }
            samples = .eight(values)
        case .sixteen(var values):
            samples = .sixteen([])
            put(row, into: &values, light: SRGB.code16) { UInt16(($0 * 65_535).rounded()) }
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
            if hasAlpha { values.append(share(min(1, max(0, alpha)))) }
        }
    }
}
