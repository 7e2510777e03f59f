import CPNG

extension PixelImage {
    /// Decodes a PNG to its stored values: palettes, 1/2/4-bit grays and tRNS are expanded, eXIf turns the picture upright, and
    /// nothing else is applied.
    ///
    /// - Parameter path: names the file in errors.
    /// - Throws: `.empty`, `.wrongKind`, `.corrupt`, `.truncated` or `.tooLarge`. A missing end after a whole picture is a warning.
    package static func decodePNG(_ bytes: [UInt8], path: String, limits: MediaLimits = .standard) throws(MediaError) -> PixelImage {
        guard !bytes.isEmpty else { throw MediaError(.empty, path, "the file has no bytes") }
        return try bytes.withUnsafeBufferPointer { bytes throws(MediaError) in
            let decoder = try PNGDecoder(bytes, path: path, limits: limits)
            return try decoder.image()
        }
    }

    /// The pixels as a PNG of the same bit depth; the same pixels give the same bytes.
    ///
    /// Only pixels are written, and a profile where one is given; gamma and other facts are not.
    /// - Parameters:
    ///   - level: deflate effort 0…9; 1 is six times as fast as 6 and for intermediates.
    ///   - profile: the ICC profile that the samples follow; nil for sRGB.
    /// - Throws: `.tooLarge` when memory does not suffice, `.unwritable` for sides that PNG cannot hold.
    package func encodedPNG(level: Int = 6, profile: [UInt8]? = nil) throws(MediaError) -> [UInt8] {
        try encodedPNG(level: level, profile: profile, path: "PNG in memory")
    }

    /// Writes the pixels as a PNG; a reader sees the whole file or none.
    package func writePNG(to path: String, level: Int = 6, profile: [UInt8]? = nil) throws(MediaError) {
        let bytes = try encodedPNG(level: level, profile: profile, path: path)
        try OutputFile.replace(path) { descriptor throws(MediaError) in
            try OutputFile.write(bytes, to: descriptor, path: path)
        }
    }

    private func encodedPNG(level: Int, profile: [UInt8]?, path: String) throws(MediaError) -> [UInt8] {
        guard let columns = UInt32(exactly: width), let rows = UInt32(exactly: height) else {
            throw MediaError(.unwritable, path, "\(width.grouped) × \(height.grouped) pixels do not fit a PNG")
        }
        var writer: OpaquePointer?
        defer { cpng_writer_close(writer) }
        let stride = width * channels * bitDepth / 8
        let effort = Int32(min(max(level, 0), 9))
        func encode(_ pixels: UnsafeRawBufferPointer) -> cpng_code {
            (profile ?? []).withUnsafeBufferPointer { profile in
                let start = profile.isEmpty ? nil : profile.baseAddress
                return cpng_encode(
                    pixels.baseAddress, stride, columns, rows, Int32(channels), Int32(bitDepth), effort, start, profile.count, &writer)
            }
        }
        let code =
            switch samples {
            case .eight(let values): values.withUnsafeBytes(encode)
            case .sixteen(let values): values.withUnsafeBytes(encode)
            }
        guard code != CPNG_NO_MEMORY, let writer else { throw MediaError(.tooLarge, path, "not enough memory to encode the picture") }
        guard code == CPNG_OK else {
            throw MediaError(.unwritable, path, "cannot be encoded as PNG: \(String(cString: cpng_writer_message(writer)))")
        }
        var count = 0
        let encoded = cpng_encoded(writer, &count)
        return Array(UnsafeBufferPointer(start: encoded, count: count))
    }
}

/// One decoding of bytes that outlive it.
private final class PNGDecoder {
    private var reader: OpaquePointer?
    private var info = cpng_info()
    private let path: String

    init(_ bytes: UnsafeBufferPointer<UInt8>, path: String, limits: MediaLimits) throws(MediaError) {
        self.path = path
        let code = cpng_open(bytes.baseAddress, bytes.count, UInt64(max(0, limits.pixels)), &reader, &info)
        guard code == CPNG_OK else { throw failure(code, limits: limits, byteCount: bytes.count) }
    }

    deinit { cpng_close(reader) }

    func image() throws(MediaError) -> PixelImage {
        let count = Int(info.width) * Int(info.height) * Int(info.channels)
        var code = CPNG_OK
        // The closures cannot throw typed errors, and rows that did not arrive must not be seen: count 0 unless all is well.
        func fill<Sample>(_: Sample.Type) -> [Sample] {
            [Sample](unsafeUninitializedCapacity: count) { buffer, initialized in
                code = cpng_read(reader, buffer.baseAddress, count / Int(info.height) * MemoryLayout<Sample>.stride)
                initialized = code == CPNG_OK ? count : 0
            }
        }
        let samples: PixelImage.Samples = info.bit_depth == 16 ? .sixteen(fill(UInt16.self)) : .eight(fill(UInt8.self))
        guard code == CPNG_OK else { throw failureInRows(code) }
        return PixelImage(
            width: Int(info.width), height: Int(info.height), channels: Int(info.channels), samples: samples, facts: facts()
        ).upright(orientation)
    }

    private func facts() -> ImageFacts {
        var facts = ImageFacts()
        facts.format = .png
        facts.storedBitDepth = Int(info.stored_bit_depth)
        facts.isPalette = info.is_palette != 0
        facts.isInterlaced = info.is_interlaced != 0
        facts.gamma = info.gamma_100000 >= 0 ? Double(info.gamma_100000) / 100_000 : nil
        facts.chromaticities = info.has_chromaticities != 0 ? chromaticities : nil
        facts.sRGBIntent = info.srgb_intent >= 0 ? Int(info.srgb_intent) : nil
        var count = 0
        if let profile = cpng_icc(reader, &count) { facts.iccProfile = Array(UnsafeBufferPointer(start: profile, count: count)) }
        facts.warnings = (0..<cpng_warning_texts(reader)).map { String(cString: cpng_warning(reader, $0)) }
        facts.countUntold(warnings: cpng_warning_count(reader))
        return facts
    }

    private var chromaticities: [Double] {
        withUnsafeBytes(of: info.chromaticities_100000) { $0.bindMemory(to: UInt32.self).map { Double($0) / 100_000 } }
    }

    private var orientation: Int? {
        var count = 0
        let exif = cpng_exif(reader, &count)
        return ExifOrientation.read(UnsafeBufferPointer(start: exif, count: count))
    }

    private var message: String { reader.map { String(cString: cpng_message($0)) } ?? "out of memory" }

    private func failure(_ code: cpng_code, limits: MediaLimits, byteCount: Int) -> MediaError {
        let size = "\(info.width) × \(info.height) pixels"
        switch code {
        case CPNG_NOT_PNG: return MediaError(.wrongKind, path, "not a PNG file: its first eight bytes are not those of a PNG")
        case CPNG_TRUNCATED: return MediaError(.truncated, path, "ends early: \(byteCount.grouped) bytes do not reach the picture")
        case CPNG_TOO_LARGE: return MediaError(.tooLarge, path, "\(size); at most \(limits.pixels.grouped) in all are read")
        case CPNG_NO_MEMORY: return MediaError(.tooLarge, path, "\(size) need more memory than there is")
        default: return MediaError(.corrupt, path, "not a valid PNG: \(message)")
        }
    }

    private func failureInRows(_ code: cpng_code) -> MediaError {
        let rows = Int(cpng_row(reader)).grouped
        let pass = info.is_interlaced != 0 ? " in pass \(cpng_pass(reader) + 1) of 7" : ""
        let place = "\(rows) of \(Int(info.height).grouped) rows\(pass)"
        if code == CPNG_TRUNCATED { return MediaError(.truncated, path, "ends early: \(place)") }
        return MediaError(.corrupt, path, "damaged after \(place): \(message)")
    }
}
