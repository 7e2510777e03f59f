import Foundation
import Media
import TestSupport
import Testing

@Suite struct AudioClipWritingTests {
    private func written(_ clip: AudioClip, as encoding: AudioEncoding = .pcm16) throws -> AudioClip {
        let folder = try TemporaryFolder()
        try clip.write(to: "\(folder.path)/a.wav", as: encoding)
        return try AudioClip.read("\(folder.path)/a.wav")
    }

    @Test(arguments: [(AudioEncoding.pcm16, 16), (.pcm24, 24)])
    func everyStepOfPCMComesBack(encoding: AudioEncoding, bits: Int) throws {
        let scale = Float(1 << (bits - 1))
        let steps = stride(from: -Int(scale), to: Int(scale), by: bits == 16 ? 1 : 257)
        let clip = AudioClip(sampleRate: 48_000, channels: 1, samples: steps.map { Float($0) / scale } + [(scale - 1) / scale])
        let back = try written(clip, as: encoding)
        #expect(back.samples == clip.samples)
        #expect(back.sampleRate == 48_000)
    }

    @Test func floatsComeBackBitForBitBeyondFullScaleToo() throws {
        let clip = SyntheticMedia.noise(seconds: 0.3, channels: 2, amplitude: 3)
        #expect(try written(clip, as: .float32).samples == clip.samples)
    }

    @Test func valuesBetweenStepsAreRounded() throws {
        let step = Float(1) / 32_768
        let clip = AudioClip(sampleRate: 8_000, channels: 1, samples: [0.4 * step, 0.6 * step, -0.6 * step, 7.4 * step])
        #expect(try written(clip).samples == [0, step, -step, 7 * step])
    }

    @Test func beyondFullScaleIsClippedNotWrapped() throws {
        let clip = AudioClip(sampleRate: 8_000, channels: 1, samples: [1, 1.5, -1.5, 1e30, -1e30])
        let top = Float(32_767) / 32_768
        #expect(try written(clip).samples == [top, top, -1, top, -1])
    }

    @Test(arguments: [1, 2, 6])
    func channelsComeBackInOrder(channels: Int) throws {
        let clip = SyntheticMedia.noise(seconds: 0.2, channels: channels)
        let back = try written(clip, as: .float32)
        #expect(back.channels == channels && back.samples == clip.samples)
    }

    @Test(arguments: AudioEncoding.allCases)
    func sameClipGivesSameBytesAndNoPeakChunk(encoding: AudioEncoding) throws {
        let folder = try TemporaryFolder()
        let clip = SyntheticMedia.sine(seconds: 0.1)
        try clip.write(to: "\(folder.path)/a.wav", as: encoding)
        try clip.write(to: "\(folder.path)/b.wav", as: encoding)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/a.wav"))
        #expect(try bytes == Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/b.wav")))
        #expect(bytes.range(of: Data("PEAK".utf8)) == nil)
        #expect(try folder.names == ["a.wav", "b.wav"])
    }

    @Test func silenceIsSilence() throws {
        #expect(try written(SyntheticMedia.silence(seconds: 0.1)).samples.allSatisfy { $0 == 0 })
    }

    @Test func whatIsNoNumberIsNotWritten() throws {
        let folder = try TemporaryFolder()
        let clip = AudioClip(sampleRate: 8_000, channels: 1, samples: [0, .nan])
        let error = mediaError { () throws(MediaError) in try clip.write(to: "\(folder.path)/a.wav") }
        #expect(error?.code == .nonFinite)
        #expect(try folder.names.isEmpty)
    }

    @Test func failureLeavesTheOldFile() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a.wav", Array("old".utf8))
        let clip = AudioClip(sampleRate: 8_000, channels: 2_000, samples: [Float](repeating: 0, count: 2_000))
        #expect(mediaError { () throws(MediaError) in try clip.write(to: path) }?.code == .unwritable)
        #expect(try folder.names == ["a.wav"])
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("old".utf8))
    }

    @Test func missingFolderIsUnwritable() throws {
        let clip = SyntheticMedia.silence(seconds: 0.1)
        #expect(mediaError { () throws(MediaError) in try clip.write(to: "/nowhere/at/all/a.wav") }?.code == .unwritable)
    }
}
