import CJPEG

extension PixelImage {
    /// Decodes a JPEG, baseline or progressive, to gray or RGB, turned upright as its Exif orientation asks.
    ///
    /// Four inks become sRGB at once, through their profile or, without one, by a plain formula and with a warning.
    /// The inverse transform is the slow integer one and chroma is interpolated, libjpeg-turbo's defaults: the same bytes give the
    /// same pixels everywhere. The first sign of damage ends the decoding; JPEG has no checksum, so a changed byte that makes
    /// another valid code goes unseen.
    /// - Parameter path: names the file in errors.
    /// - Throws: `.empty`, `.wrongKind`, `.unsupported`, `.corrupt`, `.truncated` or `.tooLarge`. A missing end after a whole
    ///   picture is a warning.
    package static func decodeJPEG(_ bytes: [UInt8], path: String, limits: MediaLimits = .standard) throws(MediaError) -> PixelImage {
        guard !bytes.isEmpty else { throw MediaError(.empty, path, "the file has no bytes") }
        return try bytes.withUnsafeBufferPointer { bytes throws(MediaError) in
            let decoder = try JPEGDecoder(bytes, path: path, limits: limits)
            return try decoder.image()
        }
    }
}

/// One decoding of bytes that outlive it.
private final class JPEGDecoder {
    private var reader: OpaquePointer?
    private var info = cjpeg_info()
    private let path: String

    init(_ bytes: UnsafeBufferPointer<UInt8>, path: String, limits: MediaLimits) throws(MediaError) {
        self.path = path
        let code = cjpeg_open(bytes.baseAddress, bytes.count, UInt64(max(0, limits.pixels)), &reader, &info)
        guard code == CJPEG_OK else { throw failure(code, limits: limits, byteCount: bytes.count) }
    }

    deinit { cjpeg_close(reader) }

    func image() throws(MediaError) -> PixelImage {
        let width = Int(info.width), height = Int(info.height), stored = Int(info.channels)
        var code = CJPEG_OK
        var samples = [UInt8](unsafeUninitializedCapacity: width * height * stored) { buffer, initialized in
            code = cjpeg_read(reader, buffer.baseAddress, width * stored)
            initialized = code == CJPEG_OK ? buffer.count : 0
        }
        guard code == CJPEG_OK else { throw failureInRows(code) }
        var facts = facts()
        if stored == 4 { InvertedCMYK.reduceToRGB(&samples, width: width, facts: &facts) }
        return PixelImage(width: width, height: height, channels: min(stored, 3), samples: .eight(samples), facts: facts)
            .upright(orientation)
    }

    private func facts() -> ImageFacts {
        var facts = ImageFacts()
        facts.format = .jpeg
        facts.isInterlaced = info.is_progressive != 0
        facts.chromaSubsampling = chromaSubsampling
        var count = 0
        if let profile = cjpeg_icc(reader, &count) { facts.iccProfile = Array(UnsafeBufferPointer(start: profile, count: count)) }
        facts.warnings = (0..<cjpeg_warning_texts(reader)).map { String(cString: cjpeg_warning(reader, $0)) }
        facts.countUntold(warnings: cjpeg_warning_count(reader))
        return facts
    }

    // J:a:b counts chroma samples in two rows of four pixels.
    private var chromaSubsampling: String? {
        guard info.chroma_columns > 0, info.chroma_columns != 3, info.chroma_rows <= 2 else { return nil }
        let first = 4 / info.chroma_columns
        return "4:\(first):\(info.chroma_rows == 1 ? first : 0)"
    }

    private var orientation: Int? {
        var count = 0
        let exif = cjpeg_exif(reader, &count)
        return ExifOrientation.read(UnsafeBufferPointer(start: exif, count: count))
    }

    private var message: String { reader.map { String(cString: cjpeg_message($0)) } ?? "out of memory" }

    private func failure(_ code: cjpeg_code, limits: MediaLimits, byteCount: Int) -> MediaError {
        let size = "\(info.width) × \(info.height) pixels"
        switch code {
        case CJPEG_NOT_JPEG: return MediaError(.wrongKind, path, "not a JPEG file: its first two bytes are not those of a JPEG")
        case CJPEG_UNSUPPORTED:
            return MediaError(.unsupported, path, "this form of JPEG is not decoded (\(message)); \(FileKind.pictureRemedy)")
        case CJPEG_ARITHMETIC:
            let remedy = "rewrite it with: jpegtran -outfile OUTPUT INPUT"
            return MediaError(.unsupported, path, "JPEG with arithmetic coding is not decoded; \(remedy)")
        case CJPEG_TRUNCATED: return MediaError(.truncated, path, "ends early: \(byteCount.grouped) bytes do not reach the picture")
        case CJPEG_TOO_LARGE: return MediaError(.tooLarge, path, "\(size); at most \(limits.pixels.grouped) in all are read")
        case CJPEG_NO_MEMORY: return MediaError(.tooLarge, path, "\(size) need more memory than there is")
        default: return MediaError(.corrupt, path, "not a valid JPEG: \(message)")
        }
    }

    private func failureInRows(_ code: cjpeg_code) -> MediaError {
        let scan = info.is_progressive != 0 ? " in scan \(cjpeg_scan(reader))" : ""
        let place = "\(Int(cjpeg_row(reader)).grouped) of \(Int(info.height).grouped) rows\(scan)"
        switch code {
        case CJPEG_TRUNCATED: return MediaError(.truncated, path, "ends early: \(place)")
        case CJPEG_TOO_MANY_SCANS: return MediaError(.tooLarge, path, "more than \(cjpeg_max_scans()) scans; no more are read")
        case CJPEG_NO_MEMORY: return MediaError(.tooLarge, path, "\(info.width) × \(info.height) pixels need more memory than there is")
        default: return MediaError(.corrupt, path, "damaged after \(place): \(message)")
        }
    }
}
