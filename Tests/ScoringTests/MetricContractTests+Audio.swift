import Catalogs
import Media
import TestSupport
import Testing

@testable import Scoring

extension MetricContractTests {
    @Test(arguments: MetricCatalog.audio.map { $0.name })
    func sameSoundGivesTheSameNumber(_ name: String) throws {
        let metric = try makeAudioMetric(name)
        let clip = tone(frames: 48_000), worse = noisy(clip, amplitude: 0.1)
        let analysis = AudioAnalysis(worse)
        let first = metric.reading(of: analysis, against: AudioAnalysis(clip))
        #expect(metric.reading(of: analysis, against: AudioAnalysis(clip)) == first)
        #expect(metric.reading(of: AudioAnalysis(worse), against: AudioAnalysis(clip)) == first)
    }

    @Test(arguments: MetricCatalog.audio.map { $0.name })
    func degenerateSoundsGiveAValueOrAReason(_ name: String) throws {
        let metric = try makeAudioMetric(name)
        let scale = type(of: metric).scale
        for rate in [1, 8_000, 48_000, 384_000] {
            for channels in [1, 2, 6] {
                for frames in [0, 1, 2, 500, 30_000] {
                    let clips = [
                        flat(0, frames, channels, rate), flat(1, frames, channels, rate), flat(-3, frames, channels, rate),
                        flat(1e-30, frames, channels, rate), tone(frames: frames, channels: channels, rate: rate),
                    ]
                    for clip in clips {
                        let result = metric.reading(of: AudioAnalysis(clip), against: AudioAnalysis(clip))
                        check(result, of: name, within: scale, "\(frames) frames of \(channels) channels at \(rate) Hz")
                    }
                }
            }
        }
    }

    @Test(arguments: MetricCatalog.audio.filter { $0.needs == .reference }.map { $0.name })
    func soundsThatAreEqualAreIdealAndMoreNoiseNeverReadsBetter(_ name: String) throws {
        let metric = try makeAudioMetric(name)
        let scale = type(of: metric).scale
        let clip = tone(frames: 96_000)
        let reference = AudioAnalysis(clip)
        let ideal = try metric.reading(of: AudioAnalysis(clip), against: reference).get()
        #expect(ideal.isIdentical || ideal.value == (scale.better == .higher ? scale.highest : scale.lowest))
        let values = try [0.01, 0.05, 0.25].map {
            try #require(try metric.reading(of: AudioAnalysis(noisy(clip, amplitude: $0)), against: reference).get().value)
        }
        #expect(values == (scale.better == .higher ? values.sorted(by: >) : values.sorted()))
    }

    private func makeAudioMetric(_ name: String) throws -> any Metric<AudioAnalysis> {
        var options = Options(of: "metric '\(name)'")
        let metric = MetricCatalog.makeAudio(name, options: &options)
        options.finish()
        #expect(options.problems.isEmpty)
        return try #require(metric)
    }

    private func flat(_ value: Float, _ frames: Int, _ channels: Int, _ rate: Int) -> AudioClip {
        AudioClip(sampleRate: rate, channels: channels, samples: [Float](repeating: value, count: frames * channels))
    }

    /// A triangle wave of 64 frames a period that swells and fades; whole numbers only, so that every machine makes the same.
    private func tone(frames: Int, channels: Int = 1, rate: Int = 48_000) -> AudioClip {
        let samples = (0..<frames * channels).map { index in
            let frame = index / channels
            let phase = frame % 64, swell = frame % 16_000
            return Float(min(phase, 64 - phase) - 16) / 16 * Float(min(swell, 16_000 - swell)) / 10_000
        }
        return AudioClip(sampleRate: rate, channels: channels, samples: samples)
    }

    private func noisy(_ clip: AudioClip, amplitude: Float) -> AudioClip {
        var random = SplitMix(seed: 5)
        let samples = clip.samples.map { $0 + (Float(random.next() % 2001) - 1000) / 1000 * amplitude }
        return AudioClip(sampleRate: clip.sampleRate, channels: clip.channels, samples: samples)
    }
}
