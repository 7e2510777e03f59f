import CSndFile

/// How the samples of a WAV file are stored.
package enum AudioEncoding: String, Sendable, Codable, CaseIterable {
    case pcm16, pcm24, float32

    var bytesPerSample: Int {
        switch self {
        case .pcm16: 2
        case .pcm24: 3
        case .float32: 4
        }
    }

    fileprivate var format: Int {
        switch self {
        case .pcm16: SF_FORMAT_PCM_16
        case .pcm24: SF_FORMAT_PCM_24
        case .float32: SF_FORMAT_FLOAT
        }
    }
}

extension AudioClip {
    /// Writes a WAV file; a reader sees the whole file or none, and the same clip gives the same bytes.
    ///
    /// PCM is rounded to the nearest step, without dither, and clipped at full scale: what was read from a PCM file of the same
    /// depth comes back bit for bit.
    /// - Throws: `.nonFinite` for a sample that is no number, `.unwritable` for the rest.
    package func write(to path: String, as encoding: AudioEncoding = .pcm16) throws(MediaError) {
        if let index = samples.firstIndex(where: { !$0.isFinite }) {
            throw MediaError(.nonFinite, path, "sample \(index / channels) is no number and cannot be written")
        }
        guard samples.count < (Int(UInt32.max) - 1024) / encoding.bytesPerSample, let rate = Int32(exactly: sampleRate) else {
            throw MediaError(.unwritable, path, "\(samples.count.grouped) samples at \(sampleRate) Hz do not fit a WAV file")
        }
        try OutputFile.replace(path) { descriptor throws(MediaError) in
            var info = SF_INFO()
            info.samplerate = rate
            info.channels = Int32(clamping: channels)
            info.format = Int32(SF_FORMAT_WAV | encoding.format)
            let opened = SoundFile.opened(path: path) { sf_open_fd(descriptor, Int32(SFM_WRITE), &info, 0) }
            guard case .success(let handle) = opened else {
                throw MediaError(.unwritable, path, "\(channels) channels at \(sampleRate) Hz do not fit a WAV file")
            }
            // The PEAK chunk of float files holds the time of writing.
            sf_command(handle, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, 0)
            let isWhole = put(into: handle, as: encoding)
            guard sf_close(handle) == 0, isWhole else { throw MediaError(.unwritable, path, "cannot be written to its end") }
        }
    }

    private func put(into handle: OpaquePointer, as encoding: AudioEncoding) -> Bool {
        // libsndfile takes whole frames only.
        let block = max(1, (1 << 16) / channels) * channels
        for start in stride(from: 0, to: samples.count, by: block) {
            let part = samples[start..<min(samples.count, start + block)]
            let written =
                switch encoding {
                case .pcm16: sf_write_short(handle, part.map { Int16(quantised($0, bits: 16)) }, sf_count_t(part.count))
                // libsndfile takes 24 bits from the top of 32.
                case .pcm24: sf_write_int(handle, part.map { quantised($0, bits: 24) << 8 }, sf_count_t(part.count))
                case .float32: part.withUnsafeBufferPointer { sf_write_float(handle, $0.baseAddress, sf_count_t(part.count)) }
                }
            guard written == part.count else { return false }
        }
        return true
    }
}

/// The nearest integer step of a sample, full scale 2^(bits − 1), clipped to what the bits hold.
private func quantised(_ sample: Float, bits: Int) -> Int32 {
    let scale = Double(1 << (bits - 1))
    return Int32(min(max((Double(sample) * scale).rounded(), -scale), scale - 1))
}
