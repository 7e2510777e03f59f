import CWebP

extension PixelImage {
    /// Decodes a still WebP, lossy or lossless, to RGB or RGBA, turned upright as its Exif orientation asks.
    ///
    /// WebP has no checksum: a changed byte that makes another valid picture goes unseen.
    /// - Parameter path: names the file in errors.
    /// - Throws: `.empty`, `.wrongKind`, `.unsupported` (animated), `.corrupt`, `.truncated` or `.tooLarge`. A missing end after
    ///   a whole picture is a warning.
    package static func decodeWebP(_ bytes: [UInt8], path: String, limits: MediaLimits = .standard) throws(MediaError) -> PixelImage {
        guard !bytes.isEmpty else { throw MediaError(.empty, path, "the file has no bytes") }
        return try bytes.withUnsafeBufferPointer { bytes throws(MediaError) in
            let decoder = try WebPDecoder(bytes, path: path, limits: limits)
            return try decoder.image()
        }
    }
}

/// One decoding of bytes that outlive it.
private final class WebPDecoder {
    private var reader: OpaquePointer?
    private var info = cwebp_info()
    private let path: String

    init(_ bytes: UnsafeBufferPointer<UInt8>, path: String, limits: MediaLimits) throws(MediaError) {
        self.path = path
        let code = cwebp_open(bytes.baseAddress, bytes.count, UInt64(max(0, limits.pixels)), &reader, &info)
        guard code == CWEBP_OK else { throw failure(code, limits: limits, byteCount: bytes.count) }
    }

    deinit { cwebp_close(reader) }

    func image() throws(MediaError) -> PixelImage {
        let width = Int(info.width), height = Int(info.height), channels = Int(info.channels)
        var code = CWEBP_OK
        let samples = [UInt8](unsafeUninitializedCapacity: width * height * channels) { buffer, initialized in
            code = cwebp_read(reader, buffer.baseAddress, width * channels)
            initialized = code == CWEBP_OK ? buffer.count : 0
        }
        guard code == CWEBP_OK else { throw failureInRows(code) }
        return PixelImage(width: width, height: height, channels: channels, samples: .eight(samples), facts: facts())
            .upright(orientation)
    }

    private func facts() -> ImageFacts {
        var facts = ImageFacts()
        facts.format = .webp
        facts.chromaSubsampling = info.is_lossy != 0 ? "4:2:0" : nil
        var count = 0
        if let profile = cwebp_icc(reader, &count) { facts.iccProfile = Array(UnsafeBufferPointer(start: profile, count: count)) }
        let warning = String(cString: cwebp_warning(reader))
        if !warning.isEmpty { facts.warnings.append(warning) }
        return facts
    }

    private var orientation: Int? {
        var count = 0
        let exif = cwebp_exif(reader, &count)
        return ExifOrientation.read(UnsafeBufferPointer(start: exif, count: count))
    }

    private var message: String { reader.map { String(cString: cwebp_message($0)) } ?? "out of memory" }

    private func failure(_ code: cwebp_code, limits: MediaLimits, byteCount: Int) -> MediaError {
        let size = "\(info.width) × \(info.height) pixels"
        switch code {
        case CWEBP_NOT_WEBP: return MediaError(.wrongKind, path, "not a WebP file: its first twelve bytes are not those of a WebP")
        case CWEBP_ANIMATED:
            let remedy = "take the frame that is meant, with: webpmux -get frame 1 INPUT -o OUTPUT.webp"
            return MediaError(.unsupported, path, "animated, and only still pictures are read; \(remedy)")
        case CWEBP_UNSUPPORTED:
            return MediaError(.unsupported, path, "this form of WebP is not decoded (\(message)); \(FileKind.pictureRemedy)")
        case CWEBP_TRUNCATED: return MediaError(.truncated, path, "ends early: \(byteCount.grouped) bytes do not reach the picture")
        case CWEBP_TOO_LARGE: return MediaError(.tooLarge, path, "\(size); at most \(limits.pixels.grouped) in all are read")
        case CWEBP_NO_MEMORY: return MediaError(.tooLarge, path, "\(size) need more memory than there is")
        default: return MediaError(.corrupt, path, "not a valid WebP: \(message)")
        }
    }

    private func failureInRows(_ code: cwebp_code) -> MediaError {
        let rows = Int(cwebp_row(reader)), height = Int(info.height)
        let place = "\(rows.grouped) of \(height.grouped) rows"
        switch code {
        case CWEBP_TRUNCATED: return MediaError(.truncated, path, "ends early: \(rows == height ? message : place)")
        case CWEBP_UNSUPPORTED, CWEBP_NO_MEMORY: return failure(code, limits: .standard, byteCount: 0)
        default: return MediaError(.corrupt, path, "damaged after \(place): \(message)")
        }
    }
}
