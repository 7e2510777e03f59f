import Foundation
import Media
import Testing

@testable import Pipeline

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
        let inputs = [try folder.add(Tones.quietEnds(440, channels: 6), "six"), try folder.add(Tones.quietEnds(440, channels: 2), "two")]
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

struct RateConversionTests {
    private func tone(_ hertz: Double, _ rate: Int, _ frames: Int) -> [Double] {
        (0..<frames).map { 0.5 * sin(2 * .pi * hertz * Double($0) / Double(rate)) }
    }

    /// Level in dB of full scale of one frequency, by a sum under a Blackman–Harris window (−92 dB side lobes, −140 dB far away).
    private func level(_ samples: ArraySlice<Float>, at hertz: Double, rate: Int) -> Double {
        let values = samples.map(Double.init)
        var (real, imaginary, total) = (0.0, 0.0, 0.0)
        for (i, value) in values.enumerated() {
            let phase = 2 * .pi * Double(i) / Double(values.count)
            let window = 0.35875 - 0.48829 * cos(phase) + 0.14128 * cos(2 * phase) - 0.01168 * cos(3 * phase)
            real += window * value * cos(2 * .pi * hertz * Double(i) / Double(rate))
            imaginary += window * value * sin(2 * .pi * hertz * Double(i) / Double(rate))
            total += window
        }
        return 20 * log10(2 * hypot(real, imaginary) / total + 1e-12)
    }

    @Test(arguments: [(16_000, 48_000), (22_050, 48_000), (44_100, 48_000), (24_000, 44_100), (48_000, 16_000), (44_099, 48_000)])
    func aToneComesThroughUnchanged(_ from: Int, _ to: Int) {
        let frames = from / 2
        let conversion = RateConversion(from: from, to: to)
        let result = conversion.converted(tone(1_000, from, frames).map(Float.init), channels: 1)
        #expect(result.count == Int((Double(frames) * Double(to) / Double(from)).rounded()))
        let expected = tone(1_000, to, result.count)
        let error = (to / 20..<result.count - to / 20).map { abs(Double(result[$0]) - expected[$0]) }.max() ?? 1
        #expect(20 * log10(error / 0.5) < -90)
    }

    @Test func imagesLieBelowTheStopBand() {
        let samples = tone(7_000, 16_000, 16_000).map(Float.init)
        let result = RateConversion(from: 16_000, to: 48_000).converted(samples, channels: 1)
        let middle = result[8_000..<40_000]
        #expect(abs(level(middle, at: 7_000, rate: 48_000) - 20 * log10(0.5)) < 0.001)
        // −120 dB below the tone of −6 dB; the images of 7 kHz at 16 kHz are 9 and 23 kHz.
        #expect(level(middle, at: 9_000, rate: 48_000) < -126)
        #expect(level(middle, at: 23_000, rate: 48_000) < -126)
    }

    @Test func theFilterIsSymmetric() {
        var samples = [Float](repeating: 0, count: 401)
        samples[200] = 1
        let result = RateConversion(from: 16_000, to: 48_000).converted(samples, channels: 1)
        for offset in 1...590 { #expect(abs(result[600 + offset] - result[600 - offset]) < 1e-7) }
    }

    @Test func aConstantStaysItself() {
        let result = RateConversion(from: 44_100, to: 48_000).converted([Float](repeating: 0.25, count: 4_000), channels: 1)
        #expect(result[400..<3_900].allSatisfy { abs($0 - 0.25) < 1e-6 })
    }

    @Test func channelsStayApart() {
        let left = tone(500, 16_000, 2_000).map(Float.init)
        let conversion = RateConversion(from: 16_000, to: 24_000)
        let both = conversion.converted(left.flatMap { [$0, 0] }, channels: 2)
        #expect(stride(from: 1, to: both.count, by: 2).allSatisfy { both[$0] == 0 })
        #expect(stride(from: 0, to: both.count, by: 2).map { both[$0] } == conversion.converted(left, channels: 1))
    }
}

/// The chunks of a RIFF file in order.
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
