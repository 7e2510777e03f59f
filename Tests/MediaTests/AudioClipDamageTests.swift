import Media
import TestSupport
import Testing

@Suite struct AudioClipDamageTests {
    private func error(_ bytes: [UInt8], limits: MediaLimits = .standard) throws -> MediaError? {
        let folder = try TemporaryFolder()
        let path = try folder.file("a", bytes)
        return mediaError { () throws(MediaError) in _ = try AudioClip.read(path, limits: limits) }
    }

    private func message(_ bytes: [UInt8]) throws -> String? { try error(bytes)?.message }

    @Test(
        arguments: [
            "tone.flac", "tone-streamed.flac", "tone-vorbis.ogg", "tone-opus.ogg", "tone.mp3", "tone-constant-rate-streamed.mp3",
            "tone-variable-rate-streamed.mp3", "tone.aiff", "tone-adpcm.wav",
        ], [40, 70, 99])
    func fileThatEndsEarlyIsNeverAShorterSound(name: String, percent: Int) throws {
        let bytes = try fixture(name)
        let error = try error(Array(bytes.prefix(bytes.count * percent / 100)))
        #expect(error?.code == .truncated)
        #expect(error?.message.hasPrefix("ends early: ") == true)
    }

    @Test func truncatedWAVSaysHowManyFramesArrived() throws {
        var wav = WAVBytes(words: [Int16](repeating: 7, count: 1_234))
        wav.channels = 2
        wav.dataSize = 4 * 1_000_000
        #expect(try message(wav.bytes) == "ends early: 617 of 1,000,000 frames")
    }

    @Test func truncatedAIFFSaysHowManyFramesArrived() throws {
        #expect(try message(Array(fixture("tone.aiff").dropLast(2_000))) == "ends early: 7,000 of 8,000 frames")
    }

    @Test func truncatedMP3SaysHowManyFramesArrived() throws {
        let bytes = try fixture("tone.mp3")
        // 16 MPEG-2 frames of 576 samples and 144 bytes; the last three and a bit are gone.
        #expect(try message(Array(bytes.dropLast(3 * 144 + 5))) == "ends early: 6,912 of 9,216 frames")
    }

    @Test func truncatedFLACSaysHowManyFramesArrived() throws {
        // Frames of 4,608 samples: one whole one is left.
        #expect(try message(Array(fixture("tone.flac").dropLast(1_500))) == "ends early: 4,608 of 8,000 frames")
        #expect(try message(Array(fixture("tone-streamed.flac").dropLast(1_500))) == "ends early: 4,608 frames and a part of one")
    }

    @Test(arguments: ["tone.flac", "tone-streamed.flac"])
    func damagedFrameOfAFLACIsAnError(name: String) throws {
        var bytes = try fixture(name)
        bytes[bytes.count / 3] ^= 1
        let error = try error(bytes)
        #expect(error?.code == .corrupt)
        #expect(error?.message.hasPrefix("damaged at byte ") == true)
    }

    @Test(arguments: ["tone-vorbis.ogg", "tone-opus.ogg"])
    func damagedPageOfAnOggIsNotPassedOver(name: String) throws {
        var bytes = try fixture(name)
        bytes[bytes.count / 2] ^= 1
        #expect(try error(bytes)?.code == .corrupt)
    }

    @Test(arguments: ["tone.flac", "tone.mp3", "tone-vorbis.ogg"])
    func tagBehindTheSoundIsNoDamage(name: String) throws {
        let tag = Array("TAG".utf8) + [UInt8](repeating: 0x20, count: 125)
        #expect(try error(fixture(name) + tag) == nil)
    }

    @Test func strangeBytesBetweenMP3FramesAreToldOf() throws {
        let bytes = try fixture("tone-constant-rate-streamed.mp3")
        let folder = try TemporaryFolder()
        let path = try folder.file("a", bytes[..<(144 * 5)] + [UInt8](repeating: 0x20, count: 333) + bytes[(144 * 5)...])
        let clip = try AudioClip.read(path)
        #expect(clip.frames == 9_216 - 529)
        #expect(clip.facts.warnings == ["333 bytes between frames are no MPEG audio and were passed over"])
    }

    @Test func tagsAroundMP3FramesAreNoSound() throws {
        let tag = Array("ID3".utf8) + [4, 0, 0, 0, 0, 1, 72] + [UInt8](repeating: 0xFF, count: 200)
        let bytes = try tag + fixture("tone.mp3") + Array("TAG".utf8) + [UInt8](repeating: 0xFF, count: 125)
        let folder = try TemporaryFolder()
        let clip = try AudioClip.read(folder.file("a", bytes))
        #expect(clip.frames == 8_000)
        #expect(clip.facts.warnings.isEmpty)
    }

    @Test func severalStreamsInOneOggAreRefused() throws {
        let bytes = try fixture("tone-vorbis.ogg")
        #expect(try error(bytes + bytes)?.code == .unsupported)
    }

    @Test(arguments: [(Float.nan, "not a number"), (.infinity, "infinite"), (-.infinity, "infinite")])
    func firstSampleThatIsNotFiniteIsNamed(value: Float, words: String) throws {
        var floats = [Float](repeating: 0.1, count: 300_000)
        floats[270_001] = value
        floats[280_000] = .nan
        #expect(try error(WAVBytes(floats: floats).bytes)?.code == .nonFinite)
        #expect(try message(WAVBytes(floats: floats).bytes) == "sample 270001 is \(words)")
        #expect(try message(WAVBytes(floats: floats, channels: 2).bytes) == "sample 135000 of channel 2 is \(words)")
    }

    @Test func noSamplesAreEmpty() throws {
        #expect(try error(WAVBytes(words: []).bytes)?.code == .empty)
        #expect(try error([])?.code == .empty)
    }

    @Test func headerAloneIsNoSound() throws {
        #expect(try error(Array("RIFF$\0\0\0WAVEjunk".utf8) + [UInt8](repeating: 0, count: 60))?.code == .corrupt)
        #expect(try error(Array("fLaC and no more of it".utf8))?.code == .corrupt)
        #expect(try error(Array("ID3\u{3}\0\0\0\0\0\0 and no more of it".utf8))?.code == .corrupt)
    }

    @Test func encodingThatIsUnknownIsUnsupportedOrDamage() throws {
        var wav = WAVBytes(words: [1, 2, 3, 4])
        wav.format = 0x0161  // Windows Media Audio
        let code = try error(wav.bytes)?.code
        #expect(code == .unsupported || code == .corrupt)
    }

    @Test func otherMediaAreOfTheWrongKind() throws {
        #expect(try error(SyntheticImage.flat(width: 2, height: 2, value: 0).encodedPNG())?.code == .wrongKind)
        #expect(try error(Array("a text".utf8))?.code == .wrongKind)
        #expect(try error([1, 2, 3, 4])?.code == .unknownKind)
    }

    @Test func limitIsTheLastCountThatIsRead() throws {
        let wav = WAVBytes(words: [Int16](repeating: 1, count: 1_000)).bytes
        #expect(try error(wav, limits: MediaLimits(samples: 1_000)) == nil)
        #expect(try error(wav, limits: MediaLimits(samples: 999))?.code == .tooLarge)
        // A FLAC that does not state its length is stopped while it is read.
        #expect(try error(fixture("tone-streamed.flac"), limits: MediaLimits(samples: 7_999))?.code == .tooLarge)
    }

    @Test func lengthThatIsALieTakesNoMemory() throws {
        var bytes = try fixture("tone.flac")
        // The 36 bits of STREAMINFO that state the samples: 2^28, 1 GiB when decoded.
        bytes.replaceSubrange(22..<26, with: [0x10, 0, 0, 0])
        #expect(try error(bytes)?.code == .truncated)
    }
}
