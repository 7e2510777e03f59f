import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct SpectrogramTests {
    @Test func aToneLiesInItsBinInEveryFrame() {
        let clip = TestSignal.sine(cycles: 32.0 / 512, amplitude: 0.5, degrees: 0, frames: 4096)
        let spectrogram = AudioAnalysis(clip).spectrogram(window: 512, hop: 256)
        #expect(spectrogram.frames == 15 && spectrogram.bins == 257 && spectrogram.powers.count == 15 * 257)
        for frame in 0..<spectrogram.frames {
            // Amplitude · length / 4: half of the tone is in the mirrored bin, and a Hann window has a mean of one half.
            #expect(abs(spectrogram[frame, 32] - 64 * 64) < 1e-2)
            #expect(spectrogram[frame, 40] < 1e-6)
        }
    }

    @Test func aShortOrEmptyClipGivesOneFrame() {
        let short = AudioAnalysis(TestSignal.noise(seconds: 0.001)).spectrogram()
        #expect(short.frames == 1 && short.powers.contains { $0 > 0 })
        let empty = AudioAnalysis(AudioClip(sampleRate: 48_000, channels: 1, samples: [])).spectrogram()
        #expect(empty.frames == 1 && empty.powers.allSatisfy { $0 == 0 })
    }

    @Test func waveformColumnsHoldTheExtremes() {
        let clip = AudioClip(sampleRate: 8, channels: 1, samples: [0, 1, -1, 0.5, 0.25, -0.25, 0])
        let analysis = AudioAnalysis(clip)
        let columns = analysis.waveformPeaks(columns: 3)
        #expect(columns == [.init(lowest: 0, highest: 1), .init(lowest: -1, highest: 0.5), .init(lowest: -0.25, highest: 0.25)])
        #expect(analysis.waveformPeaks(columns: 14).count == 14)
        #expect(AudioAnalysis(AudioClip(sampleRate: 8, channels: 1, samples: [])).waveformPeaks(columns: 5).isEmpty)
        #expect(analysis.waveformPeaks(columns: 0).isEmpty)
    }
}
