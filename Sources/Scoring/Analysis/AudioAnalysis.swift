import Media

/// A decoded sound whose levels, loudness and spectra are made once, when the first metric asks for them.
///
/// Levels, peaks and loudness look at every channel; what is about speech looks at `mono`.
package final class AudioAnalysis: AnalysedMedia {
    package static let kind = MediaKind.audio

    package let clip: AudioClip

    package let task: SpeechTask

    package init(_ clip: AudioClip, task: SpeechTask = SpeechTask()) {
        self.clip = clip
        self.task = task
    }

    package private(set) lazy var levels = SampleLevels(of: clip)

    /// Largest magnitude of a sample, 1 is full scale.
    package var samplePeak: Float { levels.peak }

    /// Largest magnitude of the signal at and between the samples, 1 is full scale.
    package private(set) lazy var truePeak = findTruePeak()

    package private(set) lazy var peakRuns = PeakRuns(in: clip, levels: levels)

    /// K-weighted energies and what the loudness metrics make of them.
    package private(set) lazy var loudness = Loudness(of: clip)

    private lazy var downMix = DownMix(of: clip, levels: levels)

    /// The mean of the channels, or the louder channel where that mean would cancel.
    package var mono: [Float] { downMix.samples }

    /// What is notable about the way to `mono`: a silent channel, channels that cancel.
    package var channelNote: String? { downMix.note }

    package private(set) lazy var pauses = Pauses(in: downMix, sampleRate: clip.sampleRate)

    /// The pauses of `mono`, which is not the whole of a sound that stays in its file.
    private(set) lazy var monoPauses = clip.isStreamed ? Pauses(in: mono, sampleRate: clip.sampleRate) : pauses

    /// Mean |X|² of all complete frames of 1024 samples of `mono` under a periodic Hann window, hop 512; 513 bins.
    /// nil where there is no complete frame.
    package private(set) lazy var longTermSpectrum = Spectrogram.mean(of: downMix, window: 1024, hop: 512)

    /// `mono` at 16 kHz, for what was made to hear speech.
    private(set) lazy var speech = resampled(mono, from: clip.sampleRate, to: Self.speechRate)

    /// What DNSMOS says, the mean of all windows.
    private(set) lazy var dnsmos = Result { try DNSMOSRating(of: self) }

    /// What is heard in it, in words.
    private(set) lazy var transcript = Result { try task.transcriber(speech, path: task.path) }

    /// The pitch of `mono`, every 10 ms.
    private(set) lazy var pitch = PitchTrack(of: mono, sampleRate: clip.sampleRate)

    /// How regular the voice's periods are.
    private(set) lazy var perturbation = VoicePerturbation(
        GlottalPulses(in: mono, sampleRate: clip.sampleRate, pitch: pitch))

    /// Harmonics-to-noise ratio in dB; nil without a voice.
    private(set) lazy var harmonicity = Harmonicity.mean(of: mono, sampleRate: clip.sampleRate)

    /// What was said against what is heard.
    private(set) lazy var wordErrors: Result<WordErrors, any Error> = {
        wasHeard = true
        return Result { try compareWords() }
    }()

    private var wasHeard = false

    /// What was said and heard, if a metric listened.
    var heardSpeech: HeardSpeech? {
        guard wasHeard, let errors = try? wordErrors.get(), let heard = try? transcript.get(), let said = task.said else { return nil }
        return HeardSpeech(said: said, heard: heard, transcriber: task.transcriber.name, errors: errors)
    }

    private var pairs: [Bool: SpeechPair] = [:]
    private var spokenPairs: [SpokenComparison: (reference: AudioAnalysis, pair: SpokenPair)] = [:]

    /// Envelopes and pitches beside those of the same words, made once.
    func spokenPair(_ reference: AudioAnalysis?, _ comparison: SpokenComparison) throws -> SpokenPair {
        guard let reference else { throw Missing(.unavailable, "needs a reference: a recording of the same words") }
        if let kept = spokenPairs[comparison], kept.reference === reference { return kept.pair }
        let pair = try SpokenPair(self, reference, comparison)
        spokenPairs[comparison] = (reference, pair)
        return pair
    }

    /// This file beside the one it should equal, made once.
    func beside(_ reference: AudioAnalysis, aligned: Bool) -> SpeechPair {
        if let pair = pairs[aligned], pair.reference === reference { return pair }
        let made = SpeechPair(self, reference, aligned: aligned)
        pairs[aligned] = made
        return made
    }

    package func flags(against _: AudioAnalysis?) -> [String] {
        var flags: [String] = []
        if let channelNote { flags.append(channelNote) }
        if clip.isStreamed {
            flags.append("long: what is about speech was measured on \(DownMix.excerpts) stretches of \(DownMix.excerptSeconds) s")
        }
        if samplePeak > 1 { flags.append("over full scale") }
        return flags
    }

    private func findTruePeak() -> Float {
        guard let interpolator = PeakInterpolator(sampleRate: clip.sampleRate) else { return samplePeak }
        return levels.truePeak(of: clip, interpolator)
    }
}

/// What is known about a sound beside its samples.
package struct SpeechTask: Sendable {
    /// The words that should be heard.
    package let said: String?
    package let path: String?
    /// How many cores may work on it.
    package let threads: Int
    package let transcriber: Transcriber

    package init(said: String? = nil, path: String? = nil, threads: Int = 1, transcriber: Transcriber = .whisper) {
        self.said = said
        self.path = path
        self.threads = threads
        self.transcriber = transcriber
    }
}

extension AudioAnalysis {
    /// - Throws: `Missing` where there is nothing to measure.
    func requireSamples(atLeast frames: Int = 1, _ shortage: String = "no samples") throws {
        guard clip.frames > 0 else { throw Missing(.failed, "no samples") }
        guard clip.frames >= frames else { throw Missing(.failed, shortage) }
    }

    /// - Throws: `Missing` where there are no samples, or all of them are 0.
    func requireSound() throws {
        try requireSamples()
        guard samplePeak > 0 else { throw Missing(.failed, "silent") }
    }

    /// - Throws: `Missing` where there is not one 20 ms frame.
    func framedPauses() throws -> Pauses {
        try requireSamples()
        guard clip.sampleRate >= Pauses.lowestRate else {
            throw Missing(.failed, "a sample rate of \(clip.sampleRate) Hz is too low for 20 ms frames")
        }
        guard pauses.frames > 0 else { throw Missing(.failed, "shorter than one 20 ms frame") }
        return pauses
    }
}
