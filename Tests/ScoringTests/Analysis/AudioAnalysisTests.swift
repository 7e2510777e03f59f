import Catalogs
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct AudioAnalysisTests {
    static let noise = TestSignal.noise(seconds: 2)

    @Test func antiphaseIsScoredOnOneChannelAndSaysSo() {
        let analysis = AudioAnalysis(Self.noise.mapFrames(channels: 2) { [$0.first!, -$0.first!] })
        #expect(analysis.mono == Self.noise.samples)
        #expect(analysis.channelNote == "channels cancel in the mix: channel 1 of 2 stands for all")
        #expect(analysis.flags(against: nil) == ["channels cancel in the mix: channel 1 of 2 stands for all"])
    }

    @Test func theLouderChannelStandsForChannelsThatCancel() {
        let analysis = AudioAnalysis(Self.noise.mapFrames(channels: 2) { [$0.first! * 0.9, -$0.first!] })
        #expect(analysis.mono == Self.noise.samples.map { -$0 })
    }

    @Test func aMixThatLosesLessThan20DecibelsIsKept() {
        let analysis = AudioAnalysis(Self.noise.mapFrames(channels: 2) { [$0.first!, -0.75 * $0.first!] })
        #expect(analysis.channelNote == nil)
        #expect(analysis.mono == Self.noise.samples.map { $0 * 0.5 + -0.75 * $0 * 0.5 })
    }

    @Test func aSilentChannelIsNamed() {
        let left = AudioAnalysis(Self.noise.mapFrames(channels: 2) { [$0.first!, 0] })
        #expect(left.channelNote == "channel 2 of 2 is silent")
        #expect(left.mono == Self.noise.samples.map { $0 * 0.5 })
        let surround = AudioAnalysis(Self.noise.mapFrames(channels: 6) { [$0.first!, $0.first!, 0, 0, 0, 0] })
        #expect(surround.channelNote == "channels 3, 4, 5, 6 of 6 are silent")
    }

    @Test func dualMonoHasTheMixOfItsChannelAndNoNote() {
        let dual = AudioAnalysis(Self.noise.mapFrames(channels: 2) { [$0.first!, $0.first!] })
        #expect(dual.mono == Self.noise.samples)
        #expect(dual.channelNote == nil)
        #expect(AudioAnalysis(TestSignal.constant(0, seconds: 1, channels: 2)).channelNote == nil)
    }

    @Test func samplesOverFullScaleAreFlaggedAndNotCut() throws {
        let over = AudioAnalysis(TestSignal.noise(seconds: 1, amplitude: 1).scaled(by: 2))
        #expect(over.flags(against: nil) == ["over full scale"])
        let peak = try reading("sample_peak", of: over)
        #expect(peak > 5.9 && peak <= 6.03)
    }

    @Test func onlyRunsAtTheMaximumCountAsClipping() throws {
        let samples: [Float] = [0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0, -0.5, -0.499_96, -0.5, -0.5, 0.2, 0.4999]
        let analysis = AudioAnalysis(AudioClip(sampleRate: 48_000, channels: 1, samples: samples))
        #expect(analysis.peakRuns.samplesAtPeak == 9)
        #expect(analysis.peakRuns.longest == 4)
        #expect(try reading("clipping", of: analysis) == 0.5)
    }

    @Test func runsAreCountedPerChannelAndAcrossBlocks() throws {
        var samples = [Float](repeating: 0, count: 2 * 1024)
        for frame in 250..<262 { samples[2 * frame + 1] = 0.8 }
        let analysis = AudioAnalysis(AudioClip(sampleRate: 48_000, channels: 2, samples: samples))
        #expect(analysis.peakRuns.longest == 12)
        #expect(try reading("clipping", of: analysis) == 12.0 / 2048)
    }

    @Test func squareWaveIsAllClippingAndSilenceIsNone() throws {
        let square = TestSignal.constant(1, seconds: 1).samples.indices.map { Float($0 / 40 % 2) * 2 - 1 }
        #expect(try reading("clipping", of: AudioAnalysis(AudioClip(sampleRate: 48_000, channels: 1, samples: square))) == 1)
        #expect(try reading("clipping", of: AudioAnalysis(TestSignal.constant(0, seconds: 1))) == 0)
    }

    @Test func offsetIsThatOfTheWorstChannelWithItsSign() throws {
        let clip = TestSignal.constant(0, seconds: 1).mapFrames(channels: 2) { _ in [0.01, -0.25] }
        #expect(try reading("dc_offset", of: AudioAnalysis(clip)) == -0.25)
    }

    @Test(arguments: [8_000, 16_000, 24_000, 48_000, 96_000])
    func bandwidthIsThatOfTheSoundAndNotOfTheFile(rate: Int) throws {
        let tone = TestSignal.tone([.init(2, -20)], frequency: 3000, channels: 1, rate: rate)
        // A Hann window spreads a tone over one bin to either side, and two more where it lies between bins.
        let bandwidth = try reading("bandwidth", of: AudioAnalysis(tone))
        #expect(bandwidth >= 3000 && bandwidth < 3000 + 20 * Double(rate) / 1024)
        let noise = AudioAnalysis(TestSignal.noise(seconds: 2, rate: rate))
        #expect(try reading("bandwidth", of: noise) == Double(rate) / 2)
    }

    @Test func anOffsetDoesNotHideTheBandwidth() throws {
        let clip = TestSignal.noise(seconds: 2, amplitude: 1e-4)
        let shifted = clip.mapFrames(channels: 1) { [$0.first! + 0.5] }
        #expect(try reading("bandwidth", of: AudioAnalysis(shifted)) == 24_000)
        let constant = AudioAnalysis(TestSignal.constant(0.25, seconds: 2))
        #expect(throws: Missing(.failed, "nothing but a constant", metric: "bandwidth")) { try reading("bandwidth", of: constant) }
    }

    @Test func emptyClipHasNoSamplesToMeasure() throws {
        let empty = AudioAnalysis(AudioClip(sampleRate: 48_000, channels: 2, samples: []))
        for name in MetricCatalog.audio.filter({ $0.needs == .nothing }).map({ $0.name }) {
            #expect(throws: Missing(.failed, "no samples", metric: name)) { try reading(name, of: empty) }
        }
    }

    @Test func oneSampleHasAPeakAndNothingWithAWindow() throws {
        let one = AudioAnalysis(AudioClip(sampleRate: 16_000, channels: 1, samples: [0.5]))
        #expect(abs(try reading("sample_peak", of: one) + 6.0206) < 1e-4)
        #expect(abs(try reading("true_peak", of: one) + 6.0206) < 1e-4)
        let reasons = [
            "integrated_loudness": "shorter than one 400 ms block", "loudness_range": "shorter than one 3 s window",
            "clipping": "shorter than a run of 3 samples", "silence_ratio": "shorter than one 20 ms frame",
            "longest_pause": "shorter than one 20 ms frame", "bandwidth": "shorter than one frame of 1024 samples",
        ]
        for (name, reason) in reasons {
            #expect(throws: Missing(.failed, reason, metric: name)) { try reading(name, of: one) }
        }
    }

    @Test func silenceHasReasonsInPlaceOfLevels() throws {
        let silence = AudioAnalysis(TestSignal.constant(0, seconds: 5))
        let levels = ["integrated_loudness", "loudness_range", "max_momentary", "max_short_term", "true_peak", "sample_peak"]
        for name in levels + ["bandwidth", "longest_pause"] {
            let missing = #expect(throws: Missing.self) { try reading(name, of: silence) }
            #expect(missing?.reason.hasPrefix("silent") == true, "\(name)")
        }
        #expect(try reading("silence_ratio", of: silence) == 1)
        #expect(try reading("dc_offset", of: silence) == 0)
    }

    @Test func samplesNearTheLimitOfFloatGiveNoInfinity() {
        let huge = AudioAnalysis(TestSignal.noise(seconds: 4, amplitude: 3e38, channels: 2))
        for name in MetricCatalog.audio.filter({ $0.needs == .nothing }).map({ $0.name }) {
            switch Result(catching: { try reading(name, of: huge) }) {
            case .success(let value): #expect(value.isFinite)
            case .failure(let error):
                let reason = (error as? Missing)?.reason
                #expect(reason == "the result is not a finite number" || reason == "not speech: its level never changes")
            }
        }
    }
}

func reading(_ name: String, of sound: AudioAnalysis) throws -> Double {
    var options = Options(of: "test")
    let metric = try #require(MetricCatalog.makeAudio(name, options: &options))
    return try #require(metric.reading(of: sound).get().value)
}
