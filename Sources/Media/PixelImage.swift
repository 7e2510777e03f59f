/// Stored pixel values, exactly as the file holds them: no gamma, no profile, no alpha blending applied.
package struct PixelImage: Sendable, Hashable {
    /// Row by row from the top, channels interleaved; 8-bit files as bytes, 16-bit files as words.
    package enum Samples: Sendable, Hashable {
        case eight([UInt8])
        case sixteen([UInt16])
    }

    package let width: Int
    package let height: Int
    /// 1 gray, 2 gray + alpha, 3 RGB, 4 RGBA (alpha straight, not premultiplied).
    package let channels: Int
    package var samples: Samples
    package var facts: ImageFacts

    /// - Precondition: `samples` holds width × height × channels values.
    package init(width: Int, height: Int, channels: Int, samples: Samples, facts: ImageFacts = ImageFacts()) {
        let count =
            switch samples {
            case .eight(let values): values.count
            case .sixteen(let values): values.count
            }
        let fits = width > 0 && height > 0 && (1...4).contains(channels) && count == width * height * channels
        precondition(fits, "pixel count does not fit the size")
        self.width = width
        self.height = height
        self.channels = channels
        self.samples = samples
        self.facts = facts
    }

    package var hasAlpha: Bool { channels == 2 || channels == 4 }
    package var bitDepth: Int {
        if case .sixteen = samples { return 16 }
        return 8
    }
}

/// What a file says about its pixels beside the pixels; kept as facts, never applied silently.
package struct ImageFacts: Sendable, Hashable, Codable {
    /// Bits a sample in the file: 1, 2, 4, 8 or 16.
    package var storedBitDepth: Int = 8
    package var isPalette = false
    package var isInterlaced = false
    /// gAMA as written (0.45455 for a 2.2 display), nil when absent.
    package var gamma: Double?
    /// sRGB rendering intent 0…3, nil when absent.
    package var sRGBIntent: Int?
    /// The embedded ICC profile, nil when absent.
    package var iccProfile: [UInt8]?
    /// What the decoder complained about without failing.
    package var warnings: [String] = []

    package init() {}
}
