import CKernels
import CSndFile
import Glibc

/// How a WAV file stores its samples.
package struct SoundForm: Sendable, Hashable {
    /// Frames a second.
    package var sampleRate: Int
    package var channels: Int
    package var encoding: AudioEncoding
    /// WAVE_FORMAT_EXTENSIBLE with an empty mask: channels that are for no loudspeaker in particular.
    package var isExtensible = false

    package init(sampleRate: Int, channels: Int, encoding: AudioEncoding, isExtensible: Bool = false) {
        (self.sampleRate, self.channels, self.encoding, self.isExtensible) = (sampleRate, channels, encoding, isExtensible)
    }
}

/// Takes the samples of a WAV file one stretch after the other.
package struct SoundSink: ~Copyable {
    private let handle: OpaquePointer
    private let form: SoundForm
    private let path: String
    private var position = 0
    /// Samples beyond full scale that an encoding of whole numbers had to clip.
    package private(set) var clipped = 0
    /// Largest magnitude of all samples.
    package private(set) var peak: Float = 0

    fileprivate init(_ handle: OpaquePointer, _ form: SoundForm, path: String) {
        (self.handle, self.form, self.path) = (handle, form, path)
    }

    /// Adds whole frames.
    ///
    /// - Throws: `.nonFinite`, `.unwritable`.
    package mutating func append(_ samples: UnsafeBufferPointer<Float>) throws(MediaError) {
        // libsndfile takes whole frames only.
        let block = max(1, (1 << 16) / form.channels) * form.channels
        for start in stride(from: 0, to: samples.count, by: block) {
            let part = UnsafeBufferPointer(rebasing: samples[start..<min(samples.count, start + block)])
            guard let first = part.baseAddress else { continue }
            let highest = Float(bitPattern: ck_peak_bits(first, part.count))
            guard highest.isFinite else {
                let index = part.firstIndex { !$0.isFinite } ?? 0
                let frame = (position + start + index) / form.channels
                throw MediaError(.nonFinite, path, "sample \(frame) is no number and cannot be written")
            }
            peak = max(peak, highest)
            if highest > 1, form.encoding != .float32 { clipped += part.count { abs($0) > 1 } }
            guard put(first, part.count) == part.count else { throw MediaError(.unwritable, path, "cannot be written to its end") }
        }
        position += samples.count
    }

    private func put(_ samples: UnsafePointer<Float>, _ count: Int) -> Int {
        switch form.encoding {
        case .pcm16:
            let steps = [Int16](unsafeUninitializedCapacity: count) { steps, size in
                ck_steps16(samples, steps.baseAddress, count)
                size = count
            }
            return Int(sf_write_short(handle, steps, sf_count_t(count)))
        case .pcm24:
            // libsndfile takes 24 bits from the top of 32.
            let steps = [Int32](unsafeUninitializedCapacity: count) { steps, size in
                ck_steps24(samples, steps.baseAddress, count)
                size = count
            }
            return Int(sf_write_int(handle, steps, sf_count_t(count)))
        case .float32: return Int(sf_write_float(handle, samples, sf_count_t(count)))
        }
    }
}

/// Writes a WAV file of any length without holding it; a reader sees the whole file or none, and the same samples give the same bytes.
///
/// PCM is rounded to the nearest step, without dither, and clipped at full scale: what was read from a PCM file of the same depth comes
/// back bit for bit.
/// - Parameters:
///   - frames: how many there will be, for the check that they fit.
///   - trailer: chunks behind the samples.
/// - Returns: what `write` makes of the sink.
/// - Throws: `.nonFinite` for a sample that is no number, `.unwritable` for the rest.
package func writeSound<Result>(
    to path: String, as form: SoundForm, frames: Int, trailer: [UInt8] = [], _ write: (inout SoundSink) throws(MediaError) -> Result
) throws(MediaError) -> Result {
    let samples = frames.multipliedReportingOverflow(by: form.channels)
    let room = (Int(UInt32.max) - 1024 - trailer.count) / form.encoding.bytesPerSample
    guard !samples.overflow, samples.partialValue < room, let rate = Int32(exactly: form.sampleRate) else {
        throw MediaError(
            .unwritable, path, "\(frames.grouped) frames of \(form.channels) channels at \(form.sampleRate) Hz do not fit a WAV file")
    }
    var result: Result?
    try OutputFile.replace(path) { descriptor throws(MediaError) in
        var info = SF_INFO()
        info.samplerate = rate
        info.channels = Int32(clamping: form.channels)
        info.format = Int32((form.isExtensible ? SF_FORMAT_WAVEX : SF_FORMAT_WAV) | form.encoding.format)
        let opened = SoundFile.opened(path: path) { sf_open_fd(descriptor, Int32(SFM_WRITE), &info, 0) }
        guard case .success(let handle) = opened else {
            throw MediaError(.unwritable, path, "\(form.channels) channels at \(form.sampleRate) Hz do not fit a WAV file")
        }
        // The PEAK chunk of float files holds the time of writing.
        sf_command(handle, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, 0)
        do throws(MediaError) {
            var sink = SoundSink(handle, form, path: path)
            result = try write(&sink)
        } catch {
            sf_close(handle)
            throw error
        }
        guard sf_close(handle) == 0 else { throw MediaError(.unwritable, path, "cannot be written to its end") }
        if !trailer.isEmpty { try append(trailer, to: descriptor, path: path) }
        // libsndfile takes two channels for left and right; these are for no loudspeaker in particular.
        if form.isExtensible { try put([0, 0, 0, 0], at: 40, of: descriptor, path: path) }
    }
    guard let result else { throw MediaError(.unwritable, path, "cannot be written") }
    return result
}

/// Puts chunks behind all others and corrects the length that the file names at its beginning.
private func append(_ trailer: [UInt8], to descriptor: Int32, path: String) throws(MediaError) {
    let end = lseek(descriptor, 0, SEEK_END)
    let bytes = (end % 2 == 1 ? [0] : []) + trailer
    try OutputFile.write(bytes, to: descriptor, path: path)
    let size = UInt32(Int(end) + bytes.count - 8)
    try put((0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }, at: 4, of: descriptor, path: path)
}

private func put(_ bytes: [UInt8], at place: Int, of descriptor: Int32, path: String) throws(MediaError) {
    guard lseek(descriptor, off_t(place), SEEK_SET) == place else { throw MediaError(.unwritable, path, "cannot be written to its end") }
    try OutputFile.write(bytes, to: descriptor, path: path)
}
