import Media

/// Share of pixels that are not opaque, 0…1; what lies behind them decides how the picture looks.
enum TransparentShare: GateFact {
    static let name = "transparent_share"
    static let summary = "Share of pixels that are not opaque, 0 to 1."

    static func value(of picture: ImageAnalysis) -> Double? {
        let image = picture.image
        guard image.hasAlpha else { return 0 }
        let count =
            switch image.samples {
            case .eight(let samples): transparent(samples, channels: image.channels)
            case .sixteen(let samples): transparent(samples, channels: image.channels)
            }
        return Double(count) / Double(picture.pixels)
    }

    /// Pixels whose last channel is below full.
    private static func transparent<Sample: FixedWidthInteger>(_ samples: [Sample], channels: Int) -> Int {
        samples.withUnsafeBufferPointer { samples in
            var count = 0
            for index in stride(from: channels - 1, to: samples.count, by: channels) where samples[index] != .max { count += 1 }
            return count
        }
    }
}
