extension PixelImage {
    /// Reads a picture by its bytes, whatever the name of the file says.
    ///
    /// - Throws: `MediaError` with every code but `.unwritable` and `.nonFinite`.
    package static func read(_ path: String, limits: MediaLimits = .standard) throws(MediaError) -> PixelImage {
        let file = try InputFile(path)
        let kind = try FileKind.of(file)
        switch kind {
        case .png: return try decodePNG(file.contents(limit: limits.bytes), path: path, limits: limits)
        case .jpeg, .webp, .gif:
            let remedy = "convert it to PNG first, with: ffmpeg -i INPUT OUTPUT.png"
            throw MediaError(.unsupported, path, "\(kind.rawValue.uppercased()) is not decoded; \(remedy)")
        default:
            throw MediaError(.wrongKind, path, "an image is needed, and this is \(kind.inWords)")
        }
    }
}

extension FileKind {
    /// `a sound (FLAC)`, for errors.
    var inWords: String {
        let name = rawValue.uppercased()
        return switch media {
        case .image: "an image (\(name))"
        case .audio: "a sound (\(name))"
        case .video: "a video (\(name))"
        case .text: "a text"
        }
    }
}
