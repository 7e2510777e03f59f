import Foundation
import Media
import Scoring
import Testing

@testable import Composing

struct LoudnessMatchTests {
    private func tone(_ amplitude: Double, _ hertz: Double = 997, rate: Int = 48_000, seconds: Double = 3, channels: Int = 1) -> AudioClip {
        Tones.make(frames: Int(seconds * Double(rate)), rate: rate, channels: channels) {
            amplitude * sin(2 * .pi * hertz * Double($0) / Double(rate))
        }
    }

    /// Quiet, with a peak of 0.9 every half second.
    private func peaky() -> AudioClip {
        Tones.make(frames: 144_000, rate: 48_000) { frame in
            let phase = frame % 24_000
            let burst = phase < 240 ? 0.9 * sin(.pi * Double(phase) / 240) * sin(2 * .pi * 1_500 * Double(phase) / 48_000) : 0
            return 0.03 * sin(2 * .pi * 300 * Double(frame) / 48_000) + burst
        }
    }

    private func compose(_ mode: String, _ clips: [AudioClip], _ yaml: String, in folder: CompositionFolder) throws -> AudioClip {
        let inputs = try clips.enumerated().map { try folder.add($1, "c\($0)", as: .pcm24) }
        return try AudioClip.read(#require(try compositionMode(mode, yaml: yaml)).compose(inputs, to: folder.stem).path)
    }

    private func part(_ clip: AudioClip, _ sound: SidecarReading.Sound) -> AudioAnalysis {
        let range = sound.startFrame * clip.channels..<(sound.startFrame + sound.frames) * clip.channels
        return AudioAnalysis(AudioClip(sampleRate: clip.sampleRate, channels: clip.channels, samples: Array(clip.samples[range])))
    }

    @Test(arguments: [("broadcast", -23.0), ("speech", -18), ("music", -16), ("-30", -30)])
    func everySoundReachesTheTarget(_ name: String, _ target: Double) throws {
        let folder = try CompositionFolder()
        let clip = try compose("concat", [tone(0.01), tone(0.5, 440)], "{loudness: \(name)}", in: folder)
        for sound in try folder.sidecar().inputs.compactMap(\.sound) {
            #expect(abs(try part(clip, sound).loudness.integrated() - target) < 0.1)
            let loudness = try #require(sound.loudness)
            #expect(sound.shortfall == nil && sound.gain == target - loudness)
        }
    }

    @Test func nothingChangesUnlessAsked() throws {
        let folder = try CompositionFolder()
        let quiet = tone(0.01)
        let clip = try compose("concat", [quiet, tone(0.5)], "{gap: 0}", in: folder)
        #expect(Array(clip.samples[1_000..<140_000]) == Array(quiet.samples[1_000..<140_000]))
        #expect(try folder.sidecar().inputs.allSatisfy { $0.sound?.gain == 0 && $0.sound?.loudness == nil })
    }

    @Test func theCeilingLowersTheGainAndTheRestIsSaid() throws {
        let folder = try CompositionFolder()
        let clip = try compose("concat", [peaky()], "{loudness: music}", in: folder)
        let sidecar = try folder.sidecar()
        let sound = try #require(sidecar.inputs[0].sound)
        let shortfall = try #require(sound.shortfall)
        #expect(shortfall > 3)
        #expect(abs(try part(clip, sound).loudness.integrated() - (-16 - shortfall)) < 0.1)
        #expect(20 * log10(Double(part(clip, sound).truePeak)) <= -1)
        #expect(sidecar.warnings.contains { $0.contains("below -16.0 LUFS") && $0.contains("limit: true") })
    }

    @Test func theLimiterActsOnlyOnRequestAndHoldsTheCeiling() throws {
        let folder = try CompositionFolder()
        let clip = try compose("concat", [peaky()], "{loudness: music, limit: true}", in: folder)
        let sound = try #require(folder.sidecar().inputs[0].sound)
        #expect(sound.shortfall == nil)
        #expect(20 * log10(Double(part(clip, sound).truePeak)) <= -1)
        // Between the peaks it is one static gain: 100 ms after a burst.
        let source = peaky().samples, ratio = pow(10, sound.gain / 20)
        #expect((6_000..<20_000).allSatisfy { abs(Double(clip.samples[$0]) - ratio * Double(source[$0])) < 1e-5 })
        #expect(try folder.sidecar().warnings.contains { $0.contains("was limited") })
    }

    @Test func matchingMeetsWhereAllCanBe() throws {
        let folder = try CompositionFolder()
        let clip = try compose("concat", [peaky(), tone(0.3)], "{loudness: match}", in: folder)
        let levels = try folder.sidecar().inputs.compactMap(\.sound).map { try part(clip, $0).loudness.integrated() }
        #expect(abs(levels[0] - levels[1]) < 0.1 && levels[0] <= -22.9)
        #expect(20 * log10(Double(AudioAnalysis(clip).truePeak)) <= -1)
    }

    @Test func monoBesideStereoPlaysAsLoud() throws {
        let folder = try CompositionFolder()
        let clip = try compose("concat", [tone(0.1), tone(0.1, channels: 2)], "{loudness: broadcast}", in: folder)
        for sound in try folder.sidecar().inputs.compactMap(\.sound) {
            #expect(abs(try part(clip, sound).loudness.integrated() + 23) < 0.1)
        }
    }

    @Test func theSumOfAMixIsBroughtToTheTarget() throws {
        let folder = try CompositionFolder()
        let clip = try compose("mix", [tone(0.3), tone(0.2, 500)], "{loudness: speech}", in: folder)
        #expect(abs(try AudioAnalysis(clip).loudness.integrated() + 18) < 0.1)
        let limited = try compose("mix", [peaky(), peaky()], "{loudness: music, limit: true}", in: folder)
        #expect(20 * log10(Double(AudioAnalysis(limited).truePeak)) <= -1)
    }

    @Test func silenceStaysSilence() throws {
        let folder = try CompositionFolder()
        let clip = try compose("concat", [Tones.make(frames: 48_000, rate: 48_000) { _ in 0 }], "{loudness: speech}", in: folder)
        #expect(clip.samples.allSatisfy { $0 == 0 })
        #expect(try folder.sidecar().warnings.contains { $0.contains("silent") })
    }

    /// Narrow peaks above 8 kHz and a hiss that 16 kHz cannot hold.
    @Test func theConvertedSoundIsWhatIsMeasured() throws {
        let folder = try CompositionFolder()
        let hissing = Tones.make(frames: 144_000, rate: 48_000) { frame in
            0.1 * sin(2 * .pi * 500 * Double(frame) / 48_000) + 0.2 * sin(2 * .pi * 11_000 * Double(frame) / 48_000)
        }
        let clip = try compose("concat", [hissing], "{loudness: speech, sample_rate: 16000}", in: folder)
        #expect(clip.sampleRate == 16_000)
        #expect(abs(try AudioAnalysis(clip).loudness.integrated() + 18) < 0.1)
    }

    @Test(arguments: ["music", "-12", "-6", "0"])
    func aLimitedSoundReachesTheTargetOrSaysWhatIsMissing(_ target: String) throws {
        let folder = try CompositionFolder()
        let wanted = Double(target) ?? -16
        let clip = try compose("concat", [peaky()], "{loudness: \(target), limit: true}", in: folder)
        let sidecar = try folder.sidecar()
        let sound = try #require(sidecar.inputs[0].sound)
        let level = try part(clip, sound).loudness.integrated()
        #expect(abs(level - (wanted - (sound.shortfall ?? 0))) < 0.1)
        #expect((sound.shortfall != nil) == sidecar.warnings.contains { $0.contains("LU below") })
        #expect(20 * log10(Double(part(clip, sound).truePeak)) <= -1)
    }

    @Test func comparisonsTakeNoLimiter() throws {
        #expect(try compositionMode("concat", yaml: "{loudness: match, limit: true}") == nil)
        #expect(try compositionMode("ab_sequence", yaml: "{limit: true}") == nil)
        #expect(try compositionMode("ab_sequence", yaml: "{loudness: speech, limit: true}") == nil)
    }

    @Test func settingsOutOfReasonAreProblems() throws {
        for yaml in ["{loudness: loud}", "{loudness: 3}", "{loudness: [1]}", "{ceiling: 2}", "{loudness: nan}"] {
            #expect(try compositionMode("concat", yaml: yaml) == nil)
        }
    }

    @Test func resampledSoundsKeepTheCeiling() throws {
        let folder = try CompositionFolder()
        let slow = Tones.make(frames: 60_000, rate: 22_050) { frame in frame % 900 < 40 ? (frame % 2 == 0 ? 0.8 : -0.7) : 0.02 }
        let clip = try compose("concat", [slow, tone(0.2)], "{loudness: music}", in: folder)
        #expect(20 * log10(Double(AudioAnalysis(clip).truePeak)) <= -0.95)
    }
}
