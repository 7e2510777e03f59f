import CSndFile

extension AudioClip {
    /// Decodes a sound file by its bytes, whatever its name says: WAV, AIFF, FLAC, Ogg (Vorbis, Opus) and MP3.
    ///
    /// A file that holds fewer frames than it promises is an error, never a shorter sound. Opus comes at the rate its header
    /// names where its decoder has that one (8, 12, 16, 24 kHz), otherwise at 48 kHz.
    /// - Throws: `MediaError` with every code but `.unwritable`.
    ///
    /// - Parameter streaming: whether a sound beyond `limits.heldSamples` may stay in its file (WAV, AIFF and FLAC can).
    package static func read(
        _ path: String, limits: MediaLimits = .standard, streaming: Bool = false
    ) throws(MediaError) -> AudioClip {
        let file = try InputFile(path)
        let kind = try soundKind(of: file)
        let bytes = try SoundBytes.prepared(file, kind: kind, limits: limits)
        let sound = try SoundFile(bytes)
        let (rate, channels) = (Int(sound.info.samplerate), Int(sound.info.channels))
        guard rate > 0, channels > 0 else { throw MediaError(.corrupt, path, "\(rate) Hz in \(channels) channels") }
        let isLong = [.wav, .aiff, .flac].contains(kind) && (sound.expectedFrames ?? 0) > limits.heldSamples / channels
        let streams = streaming && isLong
        let samples = streams ? [] : try sound.samples(limit: limits.samples)
        let frames = streams ? try sound.countedFrames() : samples.count / channels
        if let expected = sound.expectedFrames, frames < expected {
            throw MediaError(.truncated, path, "ends early: \(frames.grouped) of \(expected.grouped) frames")
        }
        guard frames > 0 else { throw MediaError(.empty, path, "no samples") }
        var facts = AudioFacts()
        facts.format = "\(kind.rawValue.uppercased()), \(sound.encoding)"
        facts.promisedFrames = bytes.promisesFrames ? sound.expectedFrames : nil
        facts.warnings = bytes.warnings
        if !usualRates.contains(rate) { facts.warnings.append("unusual sample rate of \(rate) Hz") }
        if streams { return AudioClip(sampleRate: rate, channels: channels, frames: frames, in: SampleStream(sound), facts: facts) }
        return AudioClip(sampleRate: rate, channels: channels, samples: samples, facts: facts)
    }

    private static let usualRates: Set = [
        8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000, 176_400, 192_000, 384_000,
    ]

    private static func soundKind(of file: InputFile) throws(MediaError) -> FileKind {
        let remedy = "is not decoded; convert it first, with: ffmpeg -i INPUT OUTPUT.wav"
        if isBareAAC(try file.bytes(at: 0, count: 4)) { throw MediaError(.unsupported, file.path, "AAC \(remedy)") }
        let kind = try FileKind.of(file)
        switch kind {
        case .wav, .flac, .ogg, .mp3, .aiff: return kind
        case .mp4: throw MediaError(.unsupported, file.path, "MP4 (M4A, AAC) \(remedy)")
        case .webm: throw MediaError(.unsupported, file.path, "WebM \(remedy)")
        default: throw MediaError(.wrongKind, file.path, "a sound is needed, and this is \(kind.inWords)")
        }
    }

    // ADTS (ISO/IEC 13818-7, 6.2): twelve set bits, then a layer of 0, where MP3 has 1…3; ADIF says its name.
    private static func isBareAAC(_ head: [UInt8]) -> Bool {
        head.elementsEqual("ADIF".utf8) || head.count == 4 && head[0] == 0xFF && head[1] & 0xF6 == 0xF0 && head[2] >> 2 & 15 < 13
    }
}
