import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

/// A sound that stays in its file reads like one that is held.
@Suite struct StreamedSoundTests {
    private func pair(_ clip: AudioClip) throws -> (held: AudioAnalysis, streamed: AudioAnalysis) {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("long-\(UUID().uuidString).wav").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try clip.write(to: path, as: .float32)
        let streamed = try AudioClip.read(path, limits: MediaLimits(heldSamples: 1000), streaming: true)
        #expect(streamed.isStreamed && streamed.samples.isEmpty)
        let held = try AudioClip.read(path)
        #expect(!held.isStreamed && held.frames == streamed.frames)
        let analysis = AudioAnalysis(streamed)
        // The file may go once it is open.
        _ = analysis.levels
        return (AudioAnalysis(held), analysis)
    }

    @Test(arguments: [1, 2, 6])
    func levelsLoudnessPausesAndSpectraAreTheSame(channels: Int) throws {
        let sound = try pair(TestSignal.noise(seconds: 70, amplitude: 0.3, channels: channels))
        for name in [
            "integrated_loudness", "loudness_range", "max_momentary", "max_short_term", "true_peak", "sample_peak", "dc_offset", "clipping",
            "silence_ratio", "longest_pause", "bandwidth",
        ] {
            let (held, streamed) = (try reading(name, of: sound.held), try reading(name, of: sound.streamed))
            #expect(abs(held - streamed) <= 1e-9 * max(1, abs(held)), "\(name): \(held), \(streamed)")
        }
        #expect(sound.streamed.flags(against: nil).contains { $0.hasPrefix("long: ") })
        #expect(sound.streamed.peakRuns == sound.held.peakRuns)
        #expect(sound.streamed.pauses.lead == sound.held.pauses.lead && sound.streamed.pauses.frames == sound.held.pauses.frames)
    }
}
