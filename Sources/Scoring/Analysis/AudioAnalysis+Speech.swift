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

    func windowFlags(of starts: Int) -> [String] { starts > 600 ? ["600 of \(starts) windows, at even distances"] : [] }
}
