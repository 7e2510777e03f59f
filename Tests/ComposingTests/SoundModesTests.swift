import Foundation
import Media
import Scoring
import TestSupport
import Testing

@testable import Composing

struct SoundModesTests {
    private func compose(
        _ name: String, _ inputs: [CompositionInput], in folder: CompositionFolder, _ yaml: String = "{}"
    ) throws -> AudioClip {
        try AudioClip.read(#require(try compositionMode(name, yaml: yaml)).compose(inputs, to: folder.stem).path)
    }

    private func level(_ samples: ArraySlice<Float>) -> Double {
        10 * log10(samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count) + 1e-30)
    }

    /// Pseudo-random noise of a seed, −20 dB.
    private func noise(_ seed: UInt64, frames: Int, rate: Int = 16_000) -> AudioClip {
        var state = seed
        return Tones.make(frames: frames, rate: rate) { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return 0.17 * (Double(state >> 33) / Double(1 << 30) - 1)
        }
    }

    // MARK: Crossfade

    @Test(arguments: [0, 0.3, 0.77, 1])
    func theCrossfadeKeepsThePowerWhateverTheCorrelation(_ correlation: Double) {
        let law = CrossfadeLaw(correlation: correlation)
        for i in 0..<997 {
            let angle = .pi / 2 * Double(i) / 996
            let root = (1 + correlation * sin(2 * angle)).squareRoot()
            let gains = law.gains(i, of: 997)
            #expect(abs(gains.out - cos(angle) / root) < 1e-12 && abs(gains.in - sin(angle) / root) < 1e-12)
            // The power of a sum of two sounds of this correlation.
            #expect(abs(gains.out * gains.out + gains.in * gains.in + 2 * correlation * gains.out * gains.in - 1) < 1e-12)
        }
        #expect(law.gains(0, of: 997) == (1, 0) && law.gains(996, of: 997) == (0, 1))
    }

    @Test func lengthsAddUpLessTheOverlaps() throws {
        let folder = try CompositionFolder()
        let inputs = try [7_000, 12_345, 9_001].enumerated().map { try folder.add(noise(UInt64($0), frames: $1), "n\($0)") }
        let clip = try compose("crossfade", inputs, in: folder, "{overlap: 0.2}")
        #expect(clip.frames == 7_000 + 12_345 + 9_001 - 2 * 3_200)
        #expect(try folder.sidecar().inputs.compactMap(\.sound?.startFrame) == [0, 3_800, 3_800 + 12_345 - 3_200])
    }

    @Test func aSoundThatFadesIntoItselfComesOutUnchanged() throws {
        let folder = try CompositionFolder()
        let tone = Tones.make(frames: 16_000, rate: 16_000) { 0.3 * sin(2 * .pi * 100 * Double($0) / 16_000) }
        // 0.5 s are whole periods, so the overlap is in phase.
        let clip = try compose(
            "crossfade", [folder.add(tone, "a", as: .float32), folder.add(tone, "b", as: .float32)], in: folder, "{overlap: 0.5}")
        let expected = (0..<24_000).map { 0.3 * sin(2 * .pi * 100 * Double($0) / 16_000) }
        // Samples of the test are rounded to 16 bits.
        #expect((200..<23_800).allSatisfy { abs(Double(clip.samples[$0]) - expected[$0]) < 3e-5 })
        #expect(try #require(folder.sidecar().measurements?["correlation_1"]) > 0.999)
    }

    @Test func unrelatedSoundsKeepTheirPower() throws {
        let folder = try CompositionFolder()
        let clip = try compose(
            "crossfade", [folder.add(noise(1, frames: 40_000), "a"), folder.add(noise(99, frames: 40_000), "b")], in: folder,
            "{overlap: 1.5}")
        let middle = level(clip.samples[24_000..<32_000]), before = level(clip.samples[2_000..<12_000])
        #expect(abs(middle - before) < 0.3)
    }

    @Test func soundsTooShortForTheOverlapAreAllNamed() throws {
        let folder = try CompositionFolder()
        let inputs = try [16_000, 8_000, 4_000].enumerated().map { try folder.add(noise(UInt64($0), frames: $1), "n\($0)") }
        let error = try #require(throws: CompositionError.self) { try compose("crossfade", inputs, in: folder, "{overlap: 0.4}") }
        #expect(error.code == "too_short" && error.message.contains("n1 lasts 0.5 s, n2 lasts 0.2 s") && !error.message.contains("n0"))
    }

    // MARK: Mix

    @Test func aMixIsTheSumAtTheSetGainsAndNoOther() throws {
        let folder = try CompositionFolder()
        let (long, short) = (noise(3, frames: 9_000), noise(4, frames: 5_000))
        let clip = try compose("mix", [folder.add(long, "long"), folder.add(short, "short")], in: folder, "{gains: {short: -6}}")
        #expect(clip.frames == 9_000)
        let gain = Float(pow(10, -6.0 / 20))
        for i in stride(from: 0, to: 9_000, by: 7) {
            let second: Float = i < 5_000 ? gain * short.samples[i] : 0
            // To a step of 16 bits; nothing rises where the short one ends.
            #expect(abs(clip.samples[i] - long.samples[i] - second) <= 0x1p-15)
        }
    }

    @Test func aMixBeyondFullScaleIsNotClipped() throws {
        let folder = try CompositionFolder()
        let loud = Tones.make(frames: 4_000, rate: 16_000) { 0.9 * sin(2 * .pi * 440 * Double($0) / 16_000) }
        let clip = try compose("mix", [folder.add(loud, "a"), folder.add(loud, "b")], in: folder)
        #expect(clip.facts.format.lowercased().contains("float"))
        #expect(abs(Double(clip.samples.map(abs).max() ?? 0) - 1.8) < 0.01)
        #expect(try folder.sidecar().warnings.contains { $0.contains("5.1 dB over full scale") })
    }

    @Test func aGainForNobodyIsAnError() throws {
        let folder = try CompositionFolder()
        let error = try #require(throws: CompositionError.self) {
            try compose("mix", folder.pair(of: .audio), in: folder, "{gains: {third: 3}}")
        }
        #expect(error.code == "unknown_gain" && error.message.contains("first, second"))
        #expect(try compositionMode("mix", yaml: "{gains: 3}") == nil && compositionMode("mix", yaml: "{gains: {a: loud}}") == nil)
    }

    // MARK: Stems

    @Test func stemsStandSampleBesideSample() throws {
        let folder = try CompositionFolder()
        let parts = [noise(5, frames: 3_000), noise(6, frames: 3_000)]
        let sum = AudioClip(sampleRate: 16_000, channels: 1, samples: zip(parts[0].samples, parts[1].samples).map(+))
        var inputs = try parts.enumerated().map { try folder.add($1, "s\($0)") }
        inputs.append(try folder.add(sum, "whole"))
        let clip = try compose("stems", inputs, in: folder, "{mixture: whole}")
        #expect(clip.channels == 2 && clip.frames == 3_000)
        #expect(stride(from: 0, to: 6_000, by: 2).map { clip.samples[$0] } == parts[0].samples)
        #expect(stride(from: 1, to: 6_000, by: 2).map { clip.samples[$0] } == parts[1].samples)
        let sidecar = try folder.sidecar()
        #expect(try #require(sidecar.measurements?["residual"]) < -80 && sidecar.warnings.isEmpty)
        #expect(sidecar.inputs[2].sound == nil && sidecar.inputs[2].file == nil && sidecar.inputs[2].note != nil)
        // WAVE_FORMAT_EXTENSIBLE, without loudspeakers.
        let bytes = try folder.bytes("out.wav")
        #expect(bytes[20] == 0xFE && bytes[21] == 0xFF && bytes[40..<44].allSatisfy { $0 == 0 })
    }

    @Test func stemsThatMissTheMixtureAreSaid() throws {
        let folder = try CompositionFolder()
        let inputs = try (0..<3).map { try folder.add(noise(UInt64($0 + 10), frames: 3_000), "s\($0)") }
        _ = try compose("stems", inputs, in: folder, "{mixture: s2}")
        #expect(try folder.sidecar().warnings.contains { $0.contains("miss s2") })
    }

    @Test func stemsOfOtherLengthsAreRefusedWithAllLengths() throws {
        let folder = try CompositionFolder()
        let inputs = try [3_000, 3_001].map { try folder.add(noise(1, frames: $0), "s\($0)") }
        let error = try #require(throws: CompositionError.self) { try compose("stems", inputs, in: folder) }
        #expect(error.code == "forms_differ" && error.message.contains("3000 frames") && error.message.contains("3001 frames"))
    }

    // MARK: A/B

    @Test func theOrderIsSealed() throws {
        let folder = try CompositionFolder()
        let inputs = try (0..<3).map { number in try folder.add(noise(UInt64(number), frames: 16_000 + 100 * number), "voice\(number)") }
        let clip = try compose("ab_sequence", inputs, in: folder, "{rounds: 2, gap: 0.25}")
        let sidecar = try folder.sidecar()
        let stretches = try #require(sidecar.stretches)
        #expect(stretches.map(\.position) == [1, 2, 3, 1, 2, 3])
        #expect(clip.frames == 2 * 48_300 + 5 * 4_000)
        let sealed = try folder.bytes("out.key.json")
        #expect(sidecar.inputs.allSatisfy { $0.sound == nil } && sidecar.keySha256 == sha256Hex(sealed))
        let key = try JSONDecoder().decode(Key.self, from: Data(try folder.bytes("out.key.json")))
        #expect(Set(key.positions.map(\.branch)) == ["voice0", "voice1", "voice2"])
        for (stretch, position) in zip(stretches, key.positions + key.positions) {
            let number = Int(position.branch.suffix(1)) ?? -1
            #expect(stretch.frames == 16_000 + 100 * number)
        }
        // The cues tell positions, never names.
        let text = String(decoding: try folder.bytes("out.wav").suffix(400), as: UTF8.self)
        #expect(!text.contains("voice"))
    }

    private struct Key: Decodable {
        struct Position: Decodable {
            let branch: String
        }
        let positions: [Position]
    }

    @Test func everySeedHasItsOrder() throws {
        let folder = try CompositionFolder()
        let inputs = try (0..<3).map { try folder.add(noise(UInt64($0), frames: 16_000), "voice\($0)") }
        let orders = try (0..<40).map { seed in
            _ = try compose("ab_sequence", inputs, in: folder, "{rounds: 1, seed: \(seed)}")
            return try JSONDecoder().decode(Key.self, from: Data(try folder.bytes("out.key.json"))).positions.map(\.branch)
        }
        // All six orders; the chance to miss one in 40 draws is 0.4 %, and the draws are always the same.
        #expect(Set(orders).count == 6)
    }

    // MARK: Announcements

    @Test func beepsCount() throws {
        let folder = try CompositionFolder()
        let inputs = try folder.pair(of: .audio)
        let clip = try compose("concat", inputs, in: folder, "{beeps: true, gap: 1}")
        // 80 ms a beep, 120 ms between two, 250 ms before the sound; each sound lasts 0.5 s.
        #expect(try folder.sidecar().inputs.compactMap(\.sound?.startFrame) == [1_280 + 4_000, 5_280 + 8_000 + 16_000 + 4_480 + 4_000])
        #expect(abs(Double(clip.samples[..<1_280].max() ?? 0) - pow(10, -26.0 / 20)) < 1e-3)
        #expect(clip.samples[1_280..<5_280].allSatisfy { $0 == 0 })
    }

    @Test func recordingsAnnounce() throws {
        let folder = try CompositionFolder()
        let inputs = try folder.pair(of: .audio)
        let voice = try #require(folder.add(noise(8, frames: 1_600), "voice").path)
        _ = try compose("concat", inputs, in: folder, "{announcements: [\(voice), \(voice)]}")
        #expect(try folder.sidecar().inputs.compactMap(\.sound?.startFrame) == [5_600, 5_600 + 8_000 + 8_000 + 5_600])
        let error = try #require(throws: CompositionError.self) { try compose("concat", inputs, in: folder, "{announcements: [\(voice)]}") }
        #expect(error.message.contains("1 announcements for 2 sounds"))
        #expect(try compositionMode("concat", yaml: "{announcements: [x], beeps: true}") == nil)
    }

    // MARK: Channels

    @Test func fiveChannelsFoldByTheRecommendation() throws {
        let folder = try CompositionFolder()
        // L R C LFE Ls Rs, one after the other.
        let frames = 600
        var samples = [Float](repeating: 0, count: frames * 6)
        for frame in 0..<frames { samples[frame * 6 + frame / 100] = frame % 100 == 50 ? 0.5 : 0 }
        let surround = AudioClip(sampleRate: 16_000, channels: 6, samples: samples)
        let stereo = Tones.quietEnds(440, channels: 2)
        let clip = try compose(
            "concat", [folder.add(surround, "film", as: .float32), folder.add(stereo, "song", as: .float32)], in: folder, "{gap: 0}")
        let side = Float(0.5.squareRoot() * 0.5)
        let expected: [(Float, Float)] = [(0.5, 0), (0, 0.5), (side, side), (0, 0), (side, 0), (0, side)]
        for (place, pair) in expected.enumerated() {
            let frame = place * 100 + 50
            let (left, right) = (clip.samples[2 * frame], clip.samples[2 * frame + 1])
            #expect(abs(left - pair.0) < 1e-6)
            #expect(abs(right - pair.1) < 1e-6)
        }
        #expect(try folder.sidecar().warnings.contains { $0.hasPrefix("film has 5.1 channels and was folded to stereo") })
    }
}
