import Media

/// A decoded sound whose levels, loudness and spectra are made once, when the first metric asks for them.
///
/// Levels, peaks and loudness look at every channel; what is about speech looks at `mono`.
package final class AudioAnalysis: AnalysedMedia {
    package static let kind = MediaKind.audio

    package let clip: AudioClip

    package init(_ clip: AudioClip) { self.clip = clip }

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

    package private(set) lazy var pauses = Pauses(in: mono, sampleRate: clip.sampleRate)

    /// Mean |X|² of all complete frames of 1024 samples of `mono` under a periodic Hann window, hop 512; 513 bins.
    /// nil where there is no complete frame.
    package private(set) lazy var longTermSpectrum = Spectrogram.mean(of: mono, window: 1024, hop: 512)

    package func flags(against _: AudioAnalysis?) -> [String] {
        var flags: [String] = []
        if let channelNote { flags.append(channelNote) }
        if samplePeak > 1 { flags.append("over full scale") }
        return flags
    }

    private func findTruePeak() -> Float {
        guard let interpolator = PeakInterpolator(sampleRate: clip.sampleRate) else { return samplePeak }
        return levels.truePeak(of: clip, interpolator)
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
