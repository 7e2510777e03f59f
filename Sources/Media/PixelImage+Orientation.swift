extension PixelImage {
    /// The picture as a viewer shows it: stored pixels turned and mirrored as an Exif orientation asks, and the fact kept.
    ///
    /// - Parameter orientation: 1…8; nil and 1 change nothing.
    func upright(_ orientation: Int?) -> PixelImage {
        guard let orientation, let way = PixelWay(orientation, width: width, height: height) else { return self }
        var facts = facts
        facts.appliedOrientation = orientation
        let samples: Samples =
            switch samples {
            case .eight(let values): .eight(way.reordered(values, channels: channels))
            case .sixteen(let values): .sixteen(way.reordered(values, channels: channels))
            }
        return PixelImage(width: way.width, height: way.height, channels: channels, samples: samples, facts: facts)
    }
}

/// Where the pixels of an upright picture stand in the stored one: at `origin` + x × `column` + y × `row`, counted in pixels.
private struct PixelWay {
    let width: Int
    let height: Int
    private let origin: Int
    private let column: Int
    private let row: Int

    /// Nil for an orientation that changes nothing.
    init?(_ orientation: Int, width: Int, height: Int) {
        let right = width - 1
        let bottom = (height - 1) * width
        switch orientation {
        case 2: (origin, column, row) = (right, -1, width)
        case 3: (origin, column, row) = (bottom + right, -1, -width)
        case 4: (origin, column, row) = (bottom, 1, -width)
        case 5: (origin, column, row) = (0, width, 1)
        case 6: (origin, column, row) = (bottom, -width, 1)
        case 7: (origin, column, row) = (bottom + right, -width, -1)
        case 8: (origin, column, row) = (right, width, -1)
        default: return nil
        }
        (self.width, self.height) = orientation > 4 ? (height, width) : (width, height)
    }

    // In squares, because one of two pictures is walked across its rows when they are turned by a quarter.
    private static let side = 64

    func reordered<Sample>(_ stored: [Sample], channels: Int) -> [Sample] {
        stored.withUnsafeBufferPointer { stored in
            [Sample](unsafeUninitializedCapacity: stored.count) { upright, initialized in
                for top in stride(from: 0, to: height, by: Self.side) {
                    for left in stride(from: 0, to: width, by: Self.side) {
                        fill(upright, from: stored, channels: channels, left: left, top: top)
                    }
                }
                initialized = stored.count
            }
        }
    }

    private func fill<Sample>(
        _ upright: UnsafeMutableBufferPointer<Sample>, from stored: UnsafeBufferPointer<Sample>, channels: Int, left: Int, top: Int
    ) {
        for y in top..<min(height, top + Self.side) {
            for x in left..<min(width, left + Self.side) {
                let from = (origin + x * column + y * row) * channels
                let to = (y * width + x) * channels
                for channel in 0..<channels { upright.initializeElement(at: to + channel, to: stored[from + channel]) }
            }
        }
    }
}
