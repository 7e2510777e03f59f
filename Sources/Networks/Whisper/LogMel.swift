import Foundation

/// The picture of sound that Whisper hears: 80 mel bands × 3000 frames of 10 ms, 30 s (Radford et al., arXiv 2212.04356).
struct LogMel: Sendable {
    static let (frames, bands, hop) = (3000, 80, 160)
    static let windowLength = frames * hop
    private static let length = 400

    private let spectra = FourierFrames(window: FourierFrames.hann(length))
    private let mels = MelFilters(bands: bands, length: length, sampleRate: 16_000, highest: 8000)

    /// - Parameter samples: at 16 kHz, at most 30 s; the rest is silence.
    /// - Returns: 3000 rows of 80 values.
    func callAsFunction(_ samples: ArraySlice<Float>) -> [Float] {
        let margin = Self.length / 2
        let window = Array(samples.prefix(Self.windowLength))
        // Beyond the last sample all frames are the same silence, and need no transform.
        let heard = min(Self.frames, window.count / Self.hop + 3)
        var padded = [Float](repeating: 0, count: heard * Self.hop + 2 * Self.length)
        for (index, sample) in window.enumerated() where margin + index < padded.count { padded[margin + index] = sample }
        for index in 0..<margin where margin - index < window.count { padded[index] = window[margin - index] }
        let powers = mels(spectra.powers(padded, frames: heard, hop: Self.hop), frames: heard)
        var levels = powers.map { log10(max($0, 1e-10)) }
        levels += [Float](repeating: -10, count: (Self.frames - heard) * Self.bands)
        let floor = (levels.max() ?? -10) - 8
        return levels.map { (max($0, floor) + 4) / 4 }
    }
}
