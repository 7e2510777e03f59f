import CKernels
import CSndFile
import Synchronization

/// One sound opened in libsndfile for reading.
final class SoundFile {
    let info: SF_INFO
    private let handle: OpaquePointer
    private let bytes: SoundBytes

    // libsndfile keeps the error of an opening that failed in process-wide variables and writes them on success too.
    private static let opening = Mutex(())

    /// - Throws: `.unsupported` for an encoding that libsndfile lacks, otherwise `.corrupt`.
    init(_ bytes: SoundBytes) throws(MediaError) {
        var info = SF_INFO()
        var callbacks = Self.callbacks
        let opened: Result<OpaquePointer, MediaError> = Self.opened(path: bytes.file.path) {
            sf_open_virtual(&callbacks, Int32(SFM_READ), &info, Unmanaged.passUnretained(bytes).toOpaque())
        }
        handle = try opened.get()
        self.info = info
        self.bytes = bytes
    }

    deinit { sf_close(handle) }

    /// Calls one of libsndfile's opening functions, alone in the process, and takes its error along.
    static func opened(path: String, _ open: () -> OpaquePointer?) -> Result<OpaquePointer, MediaError> {
        opening.withLock { _ in
            if let handle = open() { return .success(handle) }
            let isUnknownEncoding = sf_error(nil) == Int32(SF_ERR_UNSUPPORTED_ENCODING)
            let reason = String(cString: sf_strerror(nil)).split(separator: ".").first ?? "no reason given"
            return .failure(MediaError(isUnknownEncoding ? .unsupported : .corrupt, path, "not readable as sound: \(reason)"))
        }
    }

    /// Frames that libsndfile expects; nil when it cannot know before the end.
    var expectedFrames: Int? { info.frames < Int64.max ? Int(info.frames) : nil }

    /// The encoding in libsndfile's words: `signed 16 bit PCM`, `Vorbis`.
    var encoding: String {
        var format = SF_FORMAT_INFO()
        format.format = info.format & Int32(SF_FORMAT_SUBMASK)
        let code = sf_command(nil, Int32(SFC_GET_FORMAT_INFO), &format, Int32(MemoryLayout<SF_FORMAT_INFO>.size))
        guard code == 0, let words = format.name else { return "unknown encoding" }
        let name = String(cString: words)
        return name.hasPrefix("Signed") || name.hasPrefix("Unsigned") ? name.prefix(1).lowercased() + name.dropFirst() : name
    }

    /// - Returns: the frames that were read.
    func read(from frame: Int, into buffer: UnsafeMutableBufferPointer<Float>) -> Int {
        guard sf_seek(handle, sf_count_t(frame), SEEK_SET) == sf_count_t(frame), let start = buffer.baseAddress else { return 0 }
        return max(0, Int(sf_readf_float(handle, start, sf_count_t(buffer.count / Int(info.channels)))))
    }

    /// Frames of uncompressed whole numbers whose bytes are all there: nothing in them can be damaged, or be no number.
    private var plainFrames: Int? {
        let widths = [SF_FORMAT_PCM_S8: 1, SF_FORMAT_PCM_U8: 1, SF_FORMAT_PCM_16: 2, SF_FORMAT_PCM_24: 3, SF_FORMAT_PCM_32: 4]
        let container = Int(info.format) & SF_FORMAT_TYPEMASK
        guard [SF_FORMAT_WAV, SF_FORMAT_WAVEX, SF_FORMAT_AIFF].contains(container),
            let width = widths[Int(info.format) & SF_FORMAT_SUBMASK], let frames = expectedFrames, frames > 0,
            frames <= bytes.count / (width * Int(info.channels))
        else { return nil }
        return frames
    }

    /// Counts the frames up to the end, and finds what is no number, without keeping anything.
    ///
    /// - Throws: as `samples`.
    func countedFrames() throws(MediaError) -> Int {
        if let plainFrames { return plainFrames }
        let channels = Int(info.channels)
        var block = [Float](repeating: 0, count: max(1, (1 << 18) / channels) * channels)
        var frames = 0
        while true {
            let count = Int(sf_readf_float(handle, &block, sf_count_t(block.count / channels)))
            guard count > 0 else { break }
            if let index = Self.firstNonFinite(block, count * channels) {
                throw nonFinite(block[index], at: frames * channels + index, channels: channels)
            }
            frames += count
        }
        guard !bytes.isBroken else { throw MediaError(.unreadable, bytes.file.path, "cannot be read to its end") }
        guard sf_error(handle) == 0 else { throw MediaError(.corrupt, bytes.file.path, "damaged: \(String(cString: sf_strerror(handle)))") }
        return frames
    }

    /// All samples up to the end, in blocks, so that a header that lies costs no memory.
    ///
    /// - Throws: `.tooLarge`, `.nonFinite`, `.unreadable` or `.corrupt`.
    func samples(limit: Int) throws(MediaError) -> [Float] {
        let path = bytes.file.path
        let channels = Int(info.channels)
        let tooLong = MediaError(.tooLarge, path, "more than \(limit.grouped) samples in all channels")
        if let expected = expectedFrames, expected > limit / channels { throw tooLong }
        var samples: [Float] = []
        // A byte holds at most one uncompressed sample; what is compressed further grows as it comes.
        samples.reserveCapacity(max(0, min((expectedFrames ?? 0) * channels, bytes.count)))
        let frames = max(1, (1 << 18) / channels)
        var block = [Float](repeating: 0, count: frames * channels)
        while true {
            let count = Int(sf_readf_float(handle, &block, sf_count_t(frames))) * channels
            guard count > 0 else { break }
            guard count <= limit - samples.count else { throw tooLong }
            if let index = Self.firstNonFinite(block, count) {
                throw nonFinite(block[index], at: samples.count + index, channels: channels)
            }
            samples += block[..<count]
        }
        guard !bytes.isBroken else { throw MediaError(.unreadable, path, "cannot be read to its end") }
        guard sf_error(handle) == 0 else { throw MediaError(.corrupt, path, "damaged: \(String(cString: sf_strerror(handle)))") }
        return samples
    }

    /// Looking for the place takes long; knowing that there is none does not.
    private static func firstNonFinite(_ block: [Float], _ count: Int) -> Int? {
        guard !Float(bitPattern: ck_peak_bits(block, count)).isFinite else { return nil }
        return block[..<count].firstIndex { !$0.isFinite }
    }

    private func nonFinite(_ value: Float, at index: Int, channels: Int) -> MediaError {
        let channel = channels > 1 ? " of channel \(index % channels + 1)" : ""
        let kind = value.isNaN ? "not a number" : "infinite"
        return MediaError(.nonFinite, bytes.file.path, "sample \(index / channels)\(channel) is \(kind)")
    }

    private static let callbacks = SF_VIRTUAL_IO(
        get_filelen: { sf_count_t(sound($0).count) },
        seek: { offset, whence, context in
            let sound = sound(context)
            let origin = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? sound.position : sound.count
            sound.position = origin &+ Int(offset)
            return sf_count_t(sound.position)
        },
        read: { target, count, context in
            sf_count_t(sound(context).read(into: UnsafeMutableRawBufferPointer(start: target, count: max(0, Int(count)))))
        },
        write: { _, _, _ in 0 },
        tell: { sf_count_t(sound($0).position) })
}

private func sound(_ context: UnsafeMutableRawPointer?) -> SoundBytes {
    Unmanaged<SoundBytes>.fromOpaque(context!).takeUnretainedValue()
}
