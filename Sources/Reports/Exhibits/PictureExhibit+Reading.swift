import Foundation
import Media

extension PictureExhibit {
    /// Longest side of a copy that stands in for a file too large for the page.
    static let longestSide = 1024
    /// A file up to this many bytes is shown as it is: in a page that carries its media, and beside one.
    static let wholeBytes = (single: 300_000, folder: 2_000_000)
    /// Twice the size at which a row shows it, for screens of fine pixels.
    static let thumbnailBox = (width: 144, height: 96)
    /// Of a copy: at 90 a picture beside its original shows no difference.
    static let quality = (copy: 90, thumbnail: 80)

    /// - Returns: the exhibit, and the whole picture in sRGB; nil for a format that browsers show and bakeoff does not decode.
    /// - Throws: `MediaError`.
    static func read(_ path: String, into draft: inout MediaDraft) throws(MediaError) -> (exhibit: PictureExhibit, image: PixelImage?) {
        let kind = try FileKind.of(file: path)
        guard kind.media == .image else { throw MediaError(.wrongKind, path, "not a picture") }
        let bytes = try bytes(path)
        let isWhole = bytes.count <= (draft.shape == .single ? wholeBytes.single : wholeBytes.folder)
        guard let type = MediaType(kind) else {
            guard isWhole else {
                throw MediaError(.tooLarge, path, "\(Quantity.bytes(bytes.count)) are too much for a page; open the original")
            }
            let source = draft.add(bytes, as: MediaType(ending: kind.rawValue, type: kind.mediaType))
            return (PictureExhibit(source: source, thumbnail: "", width: 0, height: 0, isReduced: false), nil)
        }
        let image = try PixelImage.decode(bytes, path: path)
        // Copies lose their profile, and so must have none.
        let seen = try image.convertedToSRGB()
        let size =
            isWhole
            ? (image.width, image.height) : PixelImage.fittedSize(width: image.width, height: image.height, into: longestSide, longestSide)
        let small = PixelImage.fittedSize(width: image.width, height: image.height, into: thumbnailBox.width, thumbnailBox.height)
        let source = isWhole ? draft.add(bytes, as: type) : try seen.forScreen(size).encoded(quality: quality.copy, into: &draft)
        let thumbnail = try seen.forScreen(small).encoded(quality: quality.thumbnail, into: &draft)
        return (PictureExhibit(source: source, thumbnail: thumbnail, width: size.0, height: size.1, isReduced: size.0 < image.width), seen)
    }

    private static func bytes(_ path: String) throws(MediaError) -> [UInt8] {
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            guard size <= MediaLimits.standard.bytes else {
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

extension MediaType {
    /// Pictures that a browser shows.
    init?(_ kind: FileKind) {
        switch kind {
        case .png: self = .png
        case .jpeg: self = .jpeg
        case .webp: self = .webP
        default: return nil
        }
    }
}

extension PixelImage {
    /// A copy at a size for display: 8 bits a sample.
    fileprivate func forScreen(_ size: (width: Int, height: Int)) throws(MediaError) -> PixelImage {
        let resized = try resized(width: size.width, height: size.height)
        guard case .sixteen(let words) = resized.samples else { return resized }
        var facts = resized.facts
        facts.storedBitDepth = 8
        return PixelImage(
            width: resized.width, height: resized.height, channels: resized.channels, samples: .eight(words.map { UInt8($0 >> 8) }),
            facts: facts)
    }

    /// JPEG, or PNG where something shows through.
    func encoded(quality: Int, into draft: inout MediaDraft) throws(MediaError) -> String {
        if hasAlpha { return draft.add(try encodedPNG(level: 6), as: .png) }
        return draft.add(try encodedJPEG(quality: quality), as: .jpeg)
    }
}
