import Media
import Networks

extension AudioAnalysis {
    /// What speech networks hear, in Hz.
    static let speechRate = 16_000

    /// - Throws: `Missing` where there is no speech to judge: silence, a steady sound, less than half a second.
    func requireSpeech() throws {
        try requireSound()
        guard clip.sampleRate >= 4000 else { throw Missing(.failed, "a sample rate of \(clip.sampleRate) Hz is too low for speech") }
        let pauses = try framedPauses()
        guard pauses.silentFrames < pauses.frames else { throw Missing(.failed, "silent") }
        guard clip.seconds >= 0.5 else { throw Missing(.failed, "shorter than half a second") }
        guard pauses.spread >= 1 else { throw Missing(.failed, "not speech: its level never changes") }
    }

    /// The scores of all windows, on as many cores as the file may have.
    func windowed<Score: Sendable>(
        _ samples: [Float], _ starts: [Int], length: Int, _ score: @Sendable @escaping (ArraySlice<Float>) -> Score
    ) -> [Score] {
        let (chosen, threads) = (Self.evenly(starts), task.threads)
        guard threads > 1, chosen.count > 1 else { return chosen.map { score(samples[$0..<min(samples.count, $0 + length)]) } }
        return concurrentMap(chosen.count) { score(samples[chosen[$0]..<min(samples.count, chosen[$0] + length)]) }
    }

    /// Of more than ten minutes, 600 windows at even distances.
    private static func evenly(_ starts: [Int]) -> [Int] {
        let most = 600
        guard starts.count > most else { return starts }
        return (0..<most).map { starts[$0 * (starts.count - 1) / (most - 1)] }
    }

    /// Why the pitch is not to be trusted: hardly any voice, or a line that took the fundamental away.
    var pitchFlags: [String] {
        guard let median = pitch.median, let voiced = pitch.voicedFraction else { return [] }
        var flags = ["tracker: autocorrelation, 75–600 Hz"]
        if voiced < 0.1 { flags.append("unreliable: a pitch in less than a tenth of the frames") }
        if let powers = longTermSpectrum {
            let width = Double(clip.sampleRate) / 1024
            let low = powers.indices.filter { (0.6 * median...1.5 * median).contains(Double($0) * width) }.map { powers[$0] }.max() ?? 0
            let all = powers.max() ?? 0
            if low < 1e-3 * all { flags.append("unreliable: the fundamental is missing, as on a telephone") }
        }
        return flags
    }

    func windowFlags(of starts: Int) -> [String] { starts > 600 ? ["600 of \(starts) windows, at even distances"] : [] }
}
