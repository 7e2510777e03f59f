extension PixelImage {
    /// Reads a picture by its bytes, whatever the name of the file says.
    ///
    /// - Throws: `MediaError` with every code but `.unwritable` and `.nonFinite`.
    package static func read(_ path: String, limits: MediaLimits = .standard) throws(MediaError) -> PixelImage {
        let file = try InputFile(path)
        let kind = try FileKind.of(file)
        try kind.requireReadable(path)
        return try decode(file.contents(limit: limits.bytes), as: kind, path: path, limits: limits)
    }

    /// Decodes a picture of any kind that is read.
    ///
    /// - Parameter path: names the file in errors.
    /// - Throws: `MediaError` as `read` does.
    package static func decode(_ bytes: [UInt8], path: String, limits: MediaLimits = .standard) throws(MediaError) -> PixelImage {
        let kind = try FileKind.of(bytes, path: path)
        try kind.requireReadable(path)
        return try decode(bytes, as: kind, path: path, limits: limits)
    }

    private static func decode(
        _ bytes: [UInt8], as kind: FileKind, path: String, limits: MediaLimits
    ) throws(MediaError) -> PixelImage {
        switch kind {
        case .jpeg: try decodeJPEG(bytes, path: path, limits: limits)
        case .webp: try decodeWebP(bytes, path: path, limits: limits)
        default: try decodePNG(bytes, path: path, limits: limits)
        }
    }
}

extension FileKind {
    /// What makes a picture readable that is not.
    static let pictureRemedy = "convert it to PNG first, with: ffmpeg -i INPUT OUTPUT.png"

    /// - Throws: `.unsupported` or `.wrongKind` for what is not decoded as a picture.
    fileprivate func requireReadable(_ path: String) throws(MediaError) {
        switch self {
        case .png, .jpeg, .webp: return
        case .gif: throw MediaError(.unsupported, path, "GIF is not decoded; \(Self.pictureRemedy)")
        default: throw MediaError(.wrongKind, path, "an image is needed, and this is \(inWords)")
        }
    }

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
