import Foundation
import Media
import Testing

@testable import Composing

struct ConcatenationTests {
    private func concat(_ inputs: [CompositionInput], in folder: CompositionFolder, _ settings: [String: String] = [:]) throws -> AudioClip
    {
        try AudioClip.read(#require(compositionMode("concat", settings)).compose(inputs, to: folder.stem).path)
    }

    @Test(arguments: [("0", 0), ("0.5", 8_000), ("1.00003", 16_000), ("0.12345", 1_975)])
    func lengthIsExactToTheFrame(_ gap: String, _ frames: Int) throws {
        let folder = try CompositionFolder()
        let pair = try folder.pair(of: .audio)
        let clip = try concat([pair[0], pair[1], pair[0]], in: folder, ["gap": gap])
        #expect(clip.frames == 3 * 8_000 + 2 * frames)
        #expect(try folder.sidecar().inputs.compactMap(\.sound?.startFrame) == [0, 8_000 + frames, 16_000 + 2 * frames])
    }

    @Test func gapsAreDigitalSilence() throws {
        let folder = try CompositionFolder()
        let clip = try concat(folder.pair(of: .audio), in: folder)
        #expect(clip.samples[8_000..<16_000].allSatisfy { $0 == 0 })
    }

    @Test func cuePointsStandInTheFileBehindTheSamples() throws {
        let folder = try CompositionFolder()
        _ = try concat(folder.pair(of: .audio), in: folder)
        let chunks = try WaveChunks(folder.bytes("out.wav"))
        #expect(chunks.names == ["fmt ", "data", "cue ", "LIST"])
        #expect(chunks.declaredSize == chunks.byteCount - 8)
        let cue = try #require(chunks["cue "])
        #expect(cue.count == 4 + 2 * 24 && cue.word(0) == 2)
        #expect(cue.word(4) == 1 && cue.word(8) == 0 && cue.text(12) == "data" && cue.word(24) == 0)
        #expect(cue.word(28) == 2 && cue.word(32) == 16_000 && cue.word(48) == 16_000)
        let list = try #require(chunks["LIST"])
        #expect(list.text(0) == "adtl" && list.text(4) == "labl" && list.word(8) == 4 + 8 && list.word(12) == 1)
        #expect(String(decoding: list, as: UTF8.self).contains("A first\0") && String(decoding: list, as: UTF8.self).contains("A second\0"))
    }

    @Test func onlyEdgesThatAreNotZeroAreFaded() throws {
        let folder = try CompositionFolder()
        // Loud at the start, silent at the end.
        let falling = Tones.make(frames: 1_600, rate: 16_000) { 0.5 * (1 - Double($0) / 1_599) }
        let clip = try concat([folder.add(falling, "falling")], in: folder)
        let sound = try #require(folder.sidecar().inputs[0].sound)
        #expect(sound.fadeInFrames == 80 && sound.fadeOutFrames == 0 && !sound.isExact)
        #expect(clip.samples[0] == 0)
        // Half a cosine: half way up after 40 of 80 frames, to a step of 16 bits.
        #expect(abs(clip.samples[40] - falling.samples[40] / 2) <= 0x1p-15)
        #expect(Array(clip.samples[80...]) == Array(falling.samples[80...]))
    }

    @Test func theHighestRateWinsAndTheChangeIsSaid() throws {
        let folder = try CompositionFolder()
        let inputs = try [(22_050, "slow"), (48_000, "fast")].map { try folder.add(Tones.quietEnds(440, rate: $0), $1) }
        let clip = try concat(inputs, in: folder)
        let sidecar = try folder.sidecar()
        #expect(clip.sampleRate == 48_000)
        // 11,025 frames × 48,000 ÷ 22,050
        #expect(sidecar.inputs.compactMap(\.sound?.frames) == [24_000, 24_000])
        #expect(sidecar.warnings == ["slow was converted from 22050 Hz to 48000 Hz"])
        #expect(sidecar.inputs[1].sound?.isExact == true)
    }

    @Test func monoIsCopiedToBothChannels() throws {
        let folder = try CompositionFolder()
        let mono = Tones.quietEnds(440)
        let clip = try concat([folder.add(mono, "mono"), folder.add(Tones.quietEnds(300, channels: 2), "stereo")], in: folder)
        #expect(clip.channels == 2)
        #expect(Array(clip.samples[..<16_000]) == mono.samples.flatMap { [$0, $0] })
        #expect(try folder.sidecar().warnings == ["mono is mono and was copied to both channels"])
    }

    @Test func otherLayoutsAreRefused() throws {
        let folder = try CompositionFolder()
        let inputs = [try folder.add(Tones.quietEnds(440, channels: 4), "four"), try folder.add(Tones.quietEnds(440, channels: 2), "two")]
        let error = try #require(throws: CompositionError.self) { try concat(inputs, in: folder) }
        #expect(error.code == "layouts_differ")
    }

    @Test func theDeepestEncodingIsKept() throws {
        let folder = try CompositionFolder()
        let fine = AudioClip(sampleRate: 16_000, channels: 1, samples: [0, 3 * 0x1p-23, -5 * 0x1p-23, 0])
        let float = AudioClip(sampleRate: 16_000, channels: 1, samples: [0, 1.5, -0.1, 0])
        let plain = try folder.add(Tones.quietEnds(440), "plain")
        let deep = try concat([plain, folder.add(fine, "fine", as: .pcm24)], in: folder)
        #expect(deep.facts.format.contains("24 bit") && Array(deep.samples[16_000...]) == fine.samples)
        let wide = try concat([plain, folder.add(float, "float", as: .float32)], in: folder)
        #expect(wide.facts.format.lowercased().contains("float") && Array(wide.samples[16_000...]) == float.samples)
    }

    @Test func aSoundThatCannotBeReadIsLeftOutAndListed() throws {
        let folder = try CompositionFolder()
        let good = try folder.pair(of: .audio)[0]
        let broken = try folder.add(Array("RIFF\0\0\0\0WAVE".utf8), "broken")
        let clip = try concat([folder.input("failed", nil, note: "exit_status"), good, broken], in: folder)
        let sidecar = try folder.sidecar()
        #expect(clip.frames == 8_000)
        #expect(sidecar.inputs.map { $0.sound == nil } == [true, false, true])
        #expect(sidecar.inputs[0].note == "exit_status" && sidecar.inputs[2].note != nil)
        #expect(sidecar.warnings.count == 2)
        #expect(throws: MediaError.self) { try concat([broken], in: folder) }
    }

    @Test func soundsThatTogetherExceedTheLimitAreRefused() throws {
        let folder = try CompositionFolder()
        let pair = try folder.pair(of: .audio)
        var join = try #require(compositionMode("concat") as? Concatenation)
        join.limits = MediaLimits(samples: 16_000 + 7_999)
        let error = try #require(throws: CompositionError.self) { try join.compose(pair, to: folder.stem) }
        #expect(error.code == "too_large" && error.message.contains("24000 frames"))
    }
}

private struct WaveChunks {
    let names: [String]
    let declaredSize: Int
    let byteCount: Int
    private let bodies: [ArraySlice<UInt8>]

    init(_ bytes: [UInt8]) {
        byteCount = bytes.count
        declaredSize = bytes[4...].word(0)
        var (names, bodies, place) = ([String](), [ArraySlice<UInt8>](), 12)
        while place + 8 <= bytes.count {
            let size = bytes[place...].word(4)
            names.append(bytes[place...].text(0))
            bodies.append(bytes[place + 8..<min(bytes.count, place + 8 + size)])
            place += 8 + size + size % 2
        }
        self.names = names
        self.bodies = bodies
    }

    subscript(name: String) -> ArraySlice<UInt8>? { names.firstIndex(of: name).map { bodies[$0] } }
}

extension ArraySlice<UInt8> {
    /// A little-endian word at an offset from the slice's start.
    fileprivate func word(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(self[startIndex + offset + $1]) << (8 * $1) } }

    fileprivate func text(_ offset: Int) -> String { String(decoding: self[startIndex + offset..<startIndex + offset + 4], as: UTF8.self) }
}
