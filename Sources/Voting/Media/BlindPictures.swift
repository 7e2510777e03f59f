import Media

/// The pictures of one case at one size.
struct BlindPictures {
    /// Longest side of a copy, pixels.
    static let longestSide = 1600
    /// sRGB gray around a picture of another shape.
    private static let surround: UInt8 = 119

    private let pictures: [String: PixelImage]
    private let width, height: Int

    /// - Parameter paths: by branch.
    init(_ paths: [String: String]) throws(MediaError) {
        var pictures: [String: PixelImage] = [:]
        for (branch, path) in paths { pictures[branch] = try PixelImage.read(path).convertedToSRGB() }
        let smallest = pictures.values.min { ($0.width * $0.height, $0.width) < ($1.width * $1.height, $1.width) }
        let size = PixelImage.fittedSize(
            width: smallest?.width ?? 1, height: smallest?.height ?? 1, into: Self.longestSide, Self.longestSide)
        (width, height) = (size.width, size.height)
        var fitted: [String: PixelImage] = [:]
        for (branch, picture) in pictures { fitted[branch] = try Self.framed(picture.fitted(into: width, height), width, height) }
        self.pictures = fitted
    }

    func copy(_ branch: String, _ role: BallotKey.Role) throws(MediaError) -> PixelImage {
        guard let picture = pictures[branch] else { throw MediaError(.missing, "", "an output is missing") }
        switch role {
        case .broken, .lowAnchor: return try coarse(picture, 8)
        case .midAnchor: return try coarse(picture, 3)
        case .output, .copy, .reference, .hiddenReference: return picture
        }
    }

    /// Only what fits into a picture of fewer pixels, enlarged again.
    private func coarse(_ picture: PixelImage, _ times: Int) throws(MediaError) -> PixelImage {
        try picture.resized(width: max(1, width / times), height: max(1, height / times)).resized(width: width, height: height)
    }

    /// In the middle of a gray frame of the common size; 8 bits a sample and 3 or 4 channels, so that files differ in nothing but pixels.
    private static func framed(_ picture: PixelImage, _ width: Int, _ height: Int) -> PixelImage {
        let channels = picture.hasAlpha ? 4 : 3
        var samples = [UInt8](repeating: surround, count: width * height * channels)
        if channels == 4 { for alpha in stride(from: 3, to: samples.count, by: 4) { samples[alpha] = 255 } }
        let codes: [UInt8] =
            switch picture.samples {
            case .eight(let values): values
            case .sixteen(let values): values.map { UInt8((UInt32($0) * 255 + 32_767) / 65_535) }
            }
        let (left, top) = ((width - picture.width) / 2, (height - picture.height) / 2)
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                let from = (y * picture.width + x) * picture.channels
                let to = ((y + top) * width + x + left) * channels
                for colour in 0..<3 { samples[to + colour] = codes[from + (picture.channels > 2 ? colour : 0)] }
                if channels == 4 { samples[to + 3] = codes[from + picture.channels - 1] }
            }
        }
        return PixelImage(width: width, height: height, channels: channels, samples: .eight(samples))
    }
}
