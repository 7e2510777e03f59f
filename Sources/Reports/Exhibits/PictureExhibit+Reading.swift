import Foundation
import Media

extension PictureExhibit {
    /// Longest side of a copy that stands in for a file too large for the page.
    static let longestSide = 800
    /// A file up to this many bytes is shown as it is.
    static let wholeBytes = 400_000
    /// A format that is not decoded here, and so cannot be reduced, is shown whole up to this size.
    static let undecodedBytes = 2_000_000
    static let thumbnailBox = (width: 144, height: 96)

    /// - Throws: `MediaError`.
    init(reading path: String) throws(MediaError) {
        let kind = try FileKind.of(file: path)
        guard kind.media == .image else { throw MediaError(.wrongKind, path, "not a picture") }
        let bytes = try Self.bytes(path, limit: kind == .png ? MediaLimits.standard.bytes : Self.undecodedBytes)
        guard kind == .png else {
            self.init(source: dataURI(bytes, kind.mediaType), thumbnail: "", width: 0, height: 0, isReduced: false)
            return
        }
        let image = try PixelImage.decodePNG(bytes, path: path)
        let size = PixelImage.fittedSize(width: image.width, height: image.height, into: Self.longestSide, Self.longestSide)
        let isWhole = bytes.count <= Self.wholeBytes
        let shown = isWhole ? bytes : try image.forScreen(size.width, size.height).encodedPNG(level: 9)
        let small = PixelImage.fittedSize(width: image.width, height: image.height, into: Self.thumbnailBox.width, Self.thumbnailBox.height)
        self.init(
            source: dataURI(shown, "image/png"),
            thumbnail: dataURI(try image.forScreen(small.width, small.height).encodedPNG(level: 9), "image/png"),
            width: isWhole ? image.width : size.width, height: isWhole ? image.height : size.height,
            isReduced: !isWhole && size.width < image.width)
    }

    private static func bytes(_ path: String, limit: Int) throws(MediaError) -> [UInt8] {
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            guard size <= limit else {
                throw MediaError(.tooLarge, path, "\(Quantity.bytes(size)) are too much for a page; open the original")
            }
            return try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        } catch let error as MediaError {
            throw error
        } catch {
            throw MediaError(.unreadable, path, "cannot be read")
        }
    }
}

extension PixelImage {
    /// A copy at a size for display: 8 bits a sample.
    fileprivate func forScreen(_ width: Int, _ height: Int) throws(MediaError) -> PixelImage {
        let resized = try resized(width: width, height: height)
        guard case .sixteen(let words) = resized.samples else { return resized }
        var facts = resized.facts
        facts.storedBitDepth = 8
        return PixelImage(
            width: resized.width, height: resized.height, channels: resized.channels, samples: .eight(words.map { UInt8($0 >> 8) }),
            facts: facts)
    }
}
