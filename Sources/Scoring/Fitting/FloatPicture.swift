import Media

/// Red, green and blue as numbers 0…255, interleaved, for damage that needs more than 8 bits on the way.
struct FloatPicture {
    let width: Int
    let height: Int
    /// width × height × 3.
    var values: [Float]

    /// Laid on white, gray replicated.
    init(_ image: PixelImage) {
        width = image.width
        height = image.height
        var row = ColourRow(width: image.width)
        values = []
        values.reserveCapacity(width * height * 3)
        for y in 0..<height {
            row.read(y, of: image, over: 255)
            for x in 0..<width { values += [row.red[x], row.green[x], row.blue[x]] }
        }
    }

    /// 8 bits, rounded and clamped.
    var image: PixelImage {
        let bytes = values.map { UInt8(min(255, max(0, $0.rounded()))) }
        return PixelImage(width: width, height: height, channels: 3, samples: .eight(bytes))
    }

    /// The luma in all three channels.
    var gray: FloatPicture {
        var result = self
        for pixel in stride(from: 0, to: values.count, by: 3) {
            let luma = 0.299 * values[pixel] + 0.587 * values[pixel + 1] + 0.114 * values[pixel + 2]
            for channel in 0..<3 { result.values[pixel + channel] = luma }
        }
        return result
    }

    /// Under a Gaussian, edges repeated.
    func blurred(sigma: Double) -> FloatPicture {
        let radius = max(1, Int((3 * sigma).rounded(.up)))
        let raw = (-radius...radius).map { PortableMath.exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let total = raw.reduce(0, +)
        let taps = raw.map { Float($0 / total) }
        return filtered(taps, step: 3, length: width, lines: height, lineStep: 3 * width)
            .filtered(taps, step: 3 * width, length: height, lines: width, lineStep: 3)
    }

    private func filtered(_ taps: [Float], step: Int, length: Int, lines: Int, lineStep: Int) -> FloatPicture {
        var result = self
        let radius = taps.count / 2
        values.withUnsafeBufferPointer { source in
            result.values.withUnsafeMutableBufferPointer { target in
                for line in 0..<lines {
                    for place in 0..<length {
                        let at = line * lineStep + place * step
                        for channel in 0..<3 { target[at + channel] = 0 }
                        for (k, tap) in taps.enumerated() {
                            let from = line * lineStep + min(max(place + k - radius, 0), length - 1) * step
                            for channel in 0..<3 { target[at + channel] += tap * source[from + channel] }
                        }
                    }
                }
            }
        }
        return result
    }
}
