import CSoxr

/// Frames at another rate, stretch by stretch: band-limited and linear in phase, by soxr at its quality VHQ.
///
/// The stop band lies below −160 dB and begins at the Nyquist frequency of the lower rate. Outside the sound is silence; the first frame
/// stays where it is in time.
package final class RateConverter {
    private let handle: soxr_t
    private let channels: Int
    private let ratio: Double

    /// - Precondition: positive rates that differ.
    package init(from input: Int, to output: Int, channels: Int) {
        self.channels = channels
        ratio = Double(output) / Double(input)
        var failure: soxr_error_t?
        var types = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
        var quality = soxr_quality_spec(UInt(SOXR_VHQ), 0)
        guard let handle = soxr_create(Double(input), Double(output), UInt32(channels), &failure, &types, &quality, nil) else {
            // soxr fails on rates that no clip can have, and where there is no memory.
            preconditionFailure("soxr: \(failure.map { String(cString: $0) } ?? "")")
        }
        self.handle = handle
    }

    deinit { soxr_delete(handle) }

    /// Frames after conversion: frames × output ÷ input, rounded half up.
    package static func length(of frames: Int, from input: Int, to output: Int) -> Int { (frames * output + input / 2) / input }

    /// What becomes of the next interleaved samples; fewer frames at first, the rest of them when the sound has ended.
    ///
    /// - Parameter samples: nil at the end.
    package func convert(_ samples: [Float]?) -> [Float] {
        let frames = (samples?.count ?? 0) / channels
        var result: [Float] = []
        var taken = 0
        repeat {
            let room = max(4096, Int(Double(frames) * ratio) + 64)
            var (used, made) = (0, 0)
            let part = [Float](unsafeUninitializedCapacity: room * channels) { buffer, count in
                if let samples {
                    samples.withUnsafeBufferPointer { samples in
                        let start = samples.baseAddress.map { $0 + taken * channels }
                        _ = soxr_process(handle, start, frames - taken, &used, buffer.baseAddress, room, &made)
                    }
                } else {
                    _ = soxr_process(handle, nil, 0, nil, buffer.baseAddress, room, &made)
                }
                count = made * channels
            }
            result += part
            taken += used
            if made == 0, used == 0 { break }
        } while samples == nil || taken < frames
        return result
    }
}
