import Media
import Testing

/// Which sizes in a WAV header are placeholders of a stream, and which are promises.
@Suite struct StreamedHeaderTests {
    private let words = (0..<1_000).map { Int16($0) }

    private func clip(_ wav: WAVBytes) throws -> AudioClip {
        let folder = try TemporaryFolder()
        return try AudioClip.read(folder.file("a.wav", wav.bytes))
    }

    private func error(_ wav: WAVBytes) throws -> MediaError? {
        let folder = try TemporaryFolder()
        let path = try folder.file("a.wav", wav.bytes)
        return mediaError { () throws(MediaError) in _ = try AudioClip.read(path) }
    }

    // ffmpeg, sox and espeak-ng, writers of signed 32-bit numbers, text-to-speech servers, and the edges of the rule.
    static let placeholders = [
        0xFFFF_FFFF, 0x7FFF_F000, 0x7FFF_FFFF, 0x8000_0000, 2_000_000_000, 0xFFFF_FFDB, 0x7FFF_0000, 0xFFFF_0000,
    ]

    @Test(arguments: placeholders, [true, false])
    func placeholderIsReadToTheEndWithAWarning(size: Int, isInRIFFToo: Bool) throws {
        var wav = WAVBytes(words: words)
        wav.dataSize = size
        if isInRIFFToo { wav.riffSize = min(size + 36, 0xFFFF_FFFF) }
        let clip = try clip(wav)
        #expect(clip.samples == words.map { Float($0) / 32_768 })
        #expect(clip.facts.promisedFrames == nil)
        #expect(
            clip.facts.warnings == ["the header was written for a stream and gives no length; the 2,000 bytes that follow it were read"])
    }

    @Test(arguments: [0, 36, 0xFFFF_FFFF])
    func sizeOfZeroWithSoundBehindItIsAPlaceholder(riffSize: Int) throws {
        var wav = WAVBytes(words: words)
        (wav.dataSize, wav.riffSize) = (0, riffSize)
        let clip = try clip(wav)
        #expect(clip.frames == 1_000)
        #expect(clip.facts.warnings.count == 1)
    }

    @Test func emptySoundBeforeAnotherChunkStaysEmpty() throws {
        var wav = WAVBytes(data: Array("LIST".utf8) + WAVBytes.field(4, 4) + Array("INFO".utf8))
        wav.dataSize = 0
        #expect(try error(wav)?.code == .empty)
    }

    @Test(arguments: [2_001, 4_000, 1_999_999_999, 0x7FFE_FFFF, 0x8000_0001, 0xFFFE_FFFF])
    func anyOtherSizeIsAPromise(size: Int) throws {
        var wav = WAVBytes(words: words)
        wav.dataSize = size
        let error = try error(wav)
        #expect(error?.code == .truncated)
        #expect(error?.message.hasPrefix("ends early: 1,000 of ") == true)
    }

    @Test func frameCutByTheEndOfTheStreamIsLeftOut() throws {
        var wav = WAVBytes(words: words)
        wav.channels = 2
        wav.data += [1, 2, 3]
        wav.dataSize = 0xFFFF_FFFF
        #expect(try clip(wav).frames == 500)
    }

    @Test func oddChunkBeforeTheSoundIsPadded() throws {
        var wav = WAVBytes(words: words)
        wav.extra = Array("LIST".utf8) + WAVBytes.field(5, 4) + [1, 2, 3, 4, 5, 0]
        wav.dataSize = 0xFFFF_FFFF
        #expect(try clip(wav).samples == words.map { Float($0) / 32_768 })
    }

    @Test func whatFollowsTheSoundIsNoSound() throws {
        var wav = WAVBytes(words: words)
        wav.data += Array("LIST".utf8) + WAVBytes.field(4, 4) + Array("INFO".utf8)
        wav.dataSize = 2_000
        let clip = try clip(wav)
        #expect(clip.frames == 1_000)
        #expect(clip.facts.promisedFrames == 1_000)
        #expect(clip.facts.warnings.isEmpty)
    }

    @Test(arguments: [0, -1])
    func placeholderOfRF64IsReadToTheEnd(size: Int) throws {
        let folder = try TemporaryFolder()
        let plain = WAVBytes(words: words).bytes
        let long = Array("ds64".utf8) + WAVBytes.field(28, 4) + WAVBytes.field(size, 8) + WAVBytes.field(size, 8) + WAVBytes.field(0, 12)
        let rest = plain[12..<40] + WAVBytes.field(0xFFFF_FFFF, 4) + plain[44...]
        let path = try folder.file("a.wav", Array("RF64".utf8) + WAVBytes.field(0xFFFF_FFFF, 4) + Array("WAVE".utf8) + long + rest)
        #expect(try AudioClip.read(path).samples == words.map { Float($0) / 32_768 })
    }
}
