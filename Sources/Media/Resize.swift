import Foundation

/// Interpolation kernel of a resize.
package enum ResizeFilter: String, Sendable, CaseIterable {
    /// Windowed sinc, sharp; rings on hard edges.
    case lanczos3
    /// Mitchell–Netravali with B = C = ⅓ (SIGGRAPH 1988): softer, hardly rings.
    case mitchell

    var radius: Double { self == .lanczos3 ? 3 : 2 }

    func weight(at offset: Double) -> Double {
        let x = abs(offset)
        guard x < radius else { return 0 }
        switch self {
        case .lanczos3:
            return x == 0 ? 1 : 3 * sin(.pi * x) * sin(.pi * x / 3) / (.pi * .pi * x * x)
        case .mitchell:
            return x < 1 ? (7 * x * x * x - 12 * x * x + 16.0 / 3) / 6 : (-7.0 / 3 * x * x * x + 12 * x * x - 20 * x + 32.0 / 3) / 6
        }
    }
}

extension PixelImage {
    /// The image at another size: separable kernel, widened by the shrink factor, in linear light on premultiplied alpha.
    ///
    /// At the borders the kernel is cut and renormalised, as in Pillow. The same size gives the same samples back.
    /// Code values are taken as sRGB; profile and gamma stay with the result as they were.
    ///
    /// - Throws: `MediaError` `too_large` before memory is taken.
    package func resized(
        width newWidth: Int, height newHeight: Int, filter: ResizeFilter = .lanczos3, limits: MediaLimits = .standard
    ) throws(MediaError) -> PixelImage {
        precondition(newWidth > 0 && newHeight > 0, "a picture has at least one pixel")
        if newWidth == width, newHeight == height { return self }
        for rows in [newHeight, height] {
            let (pixels, overflow) = newWidth.multipliedReportingOverflow(by: rows)
            guard !overflow, pixels <= limits.pixels else {
                throw MediaError(.tooLarge, "resize", "a picture of \(newWidth) × \(rows) pixels is over the limit of \(limits.pixels)")
            }
        }
        let narrowed = shrunkRows(to: newWidth, filter: filter)
        return stacked(narrowed, width: newWidth, height: newHeight, filter: filter)
    }

    /// The image scaled down to lie inside a box, its shape kept; never enlarged, sides rounded and at least 1.
    package func fitted(
        into boxWidth: Int, _ boxHeight: Int, filter: ResizeFilter = .lanczos3, limits: MediaLimits = .standard
    ) throws(MediaError) -> PixelImage {
        let size = PixelImage.fittedSize(width: width, height: height, into: boxWidth, boxHeight)
        return try resized(width: size.width, height: size.height, filter: filter, limits: limits)
    }

    /// The size that `fitted` gives.
    package static func fittedSize(width: Int, height: Int, into boxWidth: Int, _ boxHeight: Int) -> (width: Int, height: Int) {
        let scale = min(1, Double(boxWidth) / Double(width), Double(boxHeight) / Double(height))
        func side(_ length: Int, _ most: Int) -> Int { max(1, min(most, Int((Double(length) * scale).rounded()))) }
        return scale == 1 ? (width, height) : (side(width, boxWidth), side(height, boxHeight))
    }

    private func shrunkRows(to newWidth: Int, filter: ResizeFilter) -> [SIMD4<Float>] {
        let taps = (0..<newWidth).map { KernelTaps(target: $0, of: newWidth, from: width, filter: filter) }
        let reader = LinearRowReader(self)
        var row = [SIMD4<Float>](repeating: .zero, count: width)
        return [SIMD4<Float>](unsafeUninitializedCapacity: newWidth * height) { result, count in
            for y in 0..<height {
                reader.read(y, into: &row)
                row.withUnsafeBufferPointer { row in
                    for (x, tap) in taps.enumerated() {
                        var sum = SIMD4<Float>.zero
                        for (k, weight) in tap.weights.enumerated() { sum += weight * row[tap.first + k] }
                        result.initializeElement(at: y * newWidth + x, to: sum)
                    }
                }
            }
            count = newWidth * height
        }
    }

    private func stacked(_ rows: [SIMD4<Float>], width newWidth: Int, height newHeight: Int, filter: ResizeFilter) -> PixelImage {
        var writer = LinearRowWriter(width: newWidth, height: newHeight, channels: channels, bitDepth: bitDepth)
        var sum = [SIMD4<Float>](repeating: .zero, count: newWidth)
        rows.withUnsafeBufferPointer { rows in
            for y in 0..<newHeight {
                let tap = KernelTaps(target: y, of: newHeight, from: height, filter: filter)
                for x in 0..<newWidth { sum[x] = .zero }
                for (k, weight) in tap.weights.enumerated() {
                    let start = (tap.first + k) * newWidth
                    for x in 0..<newWidth { sum[x] += weight * rows[start + x] }
                }
                writer.append(sum)
            }
        }
        var facts = facts
        facts.storedBitDepth = bitDepth
        facts.isPalette = false
        facts.isInterlaced = false
        return PixelImage(width: newWidth, height: newHeight, channels: channels, samples: writer.samples, facts: facts)
    }
}

/// The source samples and weights that make one target sample; the weights sum to 1.
struct KernelTaps {
    let first: Int
    let weights: [Float]

    init(target: Int, of newCount: Int, from count: Int, filter: ResizeFilter) {
        let scale = Double(count) / Double(newCount)
        let stretch = max(1, scale)
        let centre = (Double(target) + 0.5) * scale
        let from = max(0, Int((centre - filter.radius * stretch + 0.5).rounded(.towardZero)))
        let to = min(count, Int((centre + filter.radius * stretch + 0.5).rounded(.towardZero)))
        let raw = (from..<max(to, from + 1)).map { filter.weight(at: (Double($0) + 0.5 - centre) / stretch) }
        let total = raw.reduce(0, +)
        first = from
        weights = raw.map { Float($0 / total) }
    }
}
