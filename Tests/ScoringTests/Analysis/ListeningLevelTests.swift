import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct ListeningLevelTests {
    typealias Part = TestSignal.Part

    private func stereo(_ decibels: Double, seconds: Double = 2) -> AudioClip { TestSignal.tone([Part(seconds, decibels)]) }

    /// Loudness and true peak after the gain.
    private func played(_ clip: AudioClip, _ gain: ListeningGain) throws -> (loudness: Double, peak: Double) {
        let analysis = AudioAnalysis(clip.scaled(by: Float(PortableMath.pow(10, (gain.decibels + 100) / 20) / 1e5)))
        return (try analysis.loudness.integrated(), PortableMath.decibels(amplitude: Double(analysis.truePeak)))
    }

    @Test func everySoundComesToTheTarget() throws {
        let clips = [stereo(-30), stereo(-12), TestSignal.noise(seconds: 3, channels: 2)]
        let level = ListeningLevel(for: clips.map { AudioAnalysis($0) })
        #expect(level.level == -23)
        for (clip, gain) in zip(clips, level.gains) {
            #expect(gain.note == nil)
            #expect(abs(try played(clip, gain).loudness + 23) < 1e-3, "the scaled samples are rounded to single precision")
        }
    }

    @Test func aSoundWithHighPeaksLowersTheLevelOfAll() throws {
        var samples = stereo(-40, seconds: 5).samples
        samples[48_000] = 0.9
        let clips = [stereo(-20), AudioClip(sampleRate: 48_000, channels: 2, samples: samples)]
        let level = ListeningLevel(for: clips.map { AudioAnalysis($0) })
        let common = try #require(level.level)
        #expect(common < -30)
        #expect(level.gains.map(\.note) == [nil, "sets the common level by its peaks"])
        let results = try zip(clips, level.gains).map { try played($0, $1) }
        #expect(results.allSatisfy { abs($0.loudness - common) < 1e-3 && $0.peak < -1 + 1e-3 })
        #expect(abs(results[1].peak + 1) < 1e-3)
    }

    @Test func monoBesideStereoIsMeasuredAsItPlays() throws {
        let mono = TestSignal.noise(seconds: 2), dual = mono.mapFrames(channels: 2) { [$0.first!, $0.first!] }
        let mixed = ListeningLevel(for: [AudioAnalysis(mono), AudioAnalysis(dual)])
        #expect(abs(mixed.gains[0].decibels - mixed.gains[1].decibels) < 1e-9)
        #expect(mixed.gains[0].note == "mono, measured as it plays from two loudspeakers")
        let alone = ListeningLevel(for: [AudioAnalysis(mono)])
        #expect(abs(alone.gains[0].decibels - mixed.gains[0].decibels - 3.0103) < 1e-4)
        #expect(alone.gains[0].note == nil)
    }

    @Test func aClipUnder400MillisecondsIsMatchedByRMSAndSaysSo() throws {
        let short = stereo(-30, seconds: 0.2)
        let level = ListeningLevel(for: [AudioAnalysis(short), AudioAnalysis(stereo(-30))])
        #expect(level.gains[0].note == "shorter than one 400 ms block: matched by RMS")
        // At 1 kHz the filter adds the 0.691 dB that the scale takes away.
        #expect(abs(level.gains[0].decibels - level.gains[1].decibels - 0.691) < 0.02)
    }

    @Test func silenceIsLeftAsItIs() {
        let silence = AudioAnalysis(TestSignal.constant(0, seconds: 2))
        let beside = ListeningLevel(for: [silence, AudioAnalysis(stereo(-20))])
        #expect(beside.level == -23)
        #expect(beside.gains[0] == ListeningGain(decibels: 0, note: "silent: left as it is"))
        let alone = ListeningLevel(for: [silence])
        #expect(alone.level == nil && alone.gains == [ListeningGain(decibels: 0, note: "silent: left as it is")])
        #expect(ListeningLevel(for: []).gains.isEmpty)
    }
}
