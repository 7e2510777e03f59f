import CJPEG
import CWebP

/// How many luma samples one sample of chroma stands for.
package enum ChromaSubsampling: String, Sendable, CaseIterable {
    /// One, as sharp as luma.
    case full = "4:4:4"
    /// Two side by side.
    case half = "4:2:2"
    /// A square of four; what most encoders do unless told otherwise.
    case quarter = "4:2:0"

    fileprivate var columns: Int32 { self == .full ? 1 : 2 }
    fileprivate var rows: Int32 { self == .quarter ? 2 : 1 }
}

extension PixelImage {
    /// The pixels as a baseline JPEG with the standard's tables; the same pixels give the same bytes.
    ///
    /// Only pixels are written: profile and other facts are not.
    /// - Parameters:
    ///   - quality: 1…100 as the Independent JPEG Group scales it; what lies outside counts as the nearest.
    ///   - subsampling: of colour; a gray picture has none.
    /// - Throws: `.unwritable` for what a JPEG cannot hold: 16 bits, alpha, a side above 65,500; `.tooLarge` when memory does not suffice.
    package func encodedJPEG(quality: Int, subsampling: ChromaSubsampling = .quarter) throws(MediaError) -> [UInt8] {
        let path = "JPEG in memory"
        let samples = try eightBits(for: "JPEG", path)
        guard !hasAlpha else { throw MediaError(.unwritable, path, "a JPEG has no alpha; lay the picture on a background first") }
        var writer: OpaquePointer?
        defer { cjpeg_writer_close(writer) }
        let code = cjpeg_encode(
            samples, width * channels, UInt32(clamping: width), UInt32(clamping: height), Int32(channels), Int32(min(max(quality, 1), 100)),
            subsampling.columns, subsampling.rows, &writer)
        guard code != CJPEG_NO_MEMORY, let writer else { throw MediaError(.tooLarge, path, "not enough memory to encode the picture") }
        guard code == CJPEG_OK else {
            throw MediaError(.unwritable, path, "cannot be encoded as JPEG: \(String(cString: cjpeg_writer_message(writer)))")
        }
        var count = 0
        let encoded = cjpeg_encoded(writer, &count)
        return Array(UnsafeBufferPointer(start: encoded, count: count))
    }

    /// The pixels as a lossy WebP, alpha without loss; the same pixels give the same bytes. Gray becomes RGB.
    ///
    /// Only pixels are written: profile and other facts are not.
    /// - Parameter quality: 0…100 as libwebp scales it; what lies outside counts as the nearest.
    /// - Throws: `.unwritable` for 16 bits or a side above 16,383; `.tooLarge` when memory does not suffice.
    package func encodedWebP(quality: Int) throws(MediaError) -> [UInt8] {
        let path = "WebP in memory"
        let samples = try coloured(eightBits(for: "WebP", path))
        let channels = hasAlpha ? 4 : 3
        var writer: OpaquePointer?
        defer { cwebp_writer_close(writer) }
        let code = cwebp_encode(
            samples, width * channels, UInt32(clamping: width), UInt32(clamping: height), Int32(channels), Int32(min(max(quality, 0), 100)),
            &writer)
        guard code != CWEBP_NO_MEMORY, let writer else { throw MediaError(.tooLarge, path, "not enough memory to encode the picture") }
        guard code == CWEBP_OK else {
            throw MediaError(.unwritable, path, "cannot be encoded as WebP: \(String(cString: cwebp_writer_message(writer)))")
        }
        var count = 0
        let encoded = cwebp_encoded(writer, &count)
        return Array(UnsafeBufferPointer(start: encoded, count: count))
    }

    private func eightBits(for format: String, _ path: String) throws(MediaError) -> [UInt8] {
        guard case .eight(let samples) = samples else {
            throw MediaError(.unwritable, path, "a \(format) holds 8 bits a sample, and this picture has 16")
        }
        return samples
    }

    // Gray three times over, beside its alpha where there is one.
    private func coloured(_ samples: [UInt8]) -> [UInt8] {
        guard channels < 3 else { return samples }
        var colours: [UInt8] = []
        colours.reserveCapacity(samples.count / channels * (channels + 2))
        for start in stride(from: 0, to: samples.count, by: channels) {
            colours += repeatElement(samples[start], count: 3)
            if hasAlpha { colours.append(samples[start + 1]) }
        }
        return colours
    }
}
