/// Stored pixel values, exactly as the file holds them: no gamma, no profile, no alpha blending applied; turned upright.
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
    /// Nil for a picture that was made, not read.
    package var format: FileKind?
    /// Bits a sample in the file: 1, 2, 4, 8 or 16.
    package var storedBitDepth: Int = 8
    package var isPalette = false
    /// An interlaced PNG or a progressive JPEG.
    package var isInterlaced = false
    /// Luma to chroma samples as they are written: `4:4:4`, `4:2:0`; nil where colour is not stored as chroma.
    package var chromaSubsampling: String?
    /// The Exif orientation 2…8 by which the pixels were turned upright; nil when they stand as they are stored.
    package var appliedOrientation: Int?
    /// gAMA as written (0.45455 for a 2.2 display), nil when absent.
    package var gamma: Double?
    /// cHRM as written: x and y of white, red, green and blue; nil when absent.
    package var chromaticities: [Double]?
    /// sRGB rendering intent 0…3, nil when absent.
    package var sRGBIntent: Int?
    /// The embedded ICC profile, nil when absent.
    package var iccProfile: [UInt8]?
    /// What has become of what the file says about its colours.
    package var colour: ColourHandling = .asStored
    /// What the decoder complained about without failing.
    package var warnings: [String] = []

    package init() {}

    /// Says that a decoder had more complaints than it kept.
    ///
    /// - Parameter count: of all complaints; the first of them stand in `warnings`.
    mutating func countUntold(warnings count: Int) {
        let untold = count - warnings.count
        if untold > 0 { warnings.append("and \(untold) more") }
    }
}
