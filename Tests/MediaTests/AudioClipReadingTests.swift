import Glibc
import Media
import TestSupport
import Testing

@Suite struct AudioClipReadingTests {
    struct Tone: CustomTestStringConvertible, Sendable {
        let name: String
        let format: String
        let frames: Int
        var promised: Int?
        /// Greatest share of the energy that is not the tone: the noise of the encoding.
        let residue: Double
        var testDescription: String { name }
    }

    // Frame counts as ffmpeg 5.1 decodes them, less the 529 of a decoder's own delay where an MP3 states no delay.
    static let tones = [
        Tone(name: "tone.flac", format: "FLAC, signed 16 bit PCM", frames: 8_000, promised: 8_000, residue: 1e-8),
        Tone(name: "tone-streamed.flac", format: "FLAC, signed 16 bit PCM", frames: 8_000, residue: 1e-8),
        Tone(name: "tone.aiff", format: "AIFF, signed 16 bit PCM", frames: 8_000, promised: 8_000, residue: 1e-8),
        Tone(name: "tone-adpcm.wav", format: "WAV, Microsoft ADPCM", frames: 8_144, promised: 8_144, residue: 2e-3),
        Tone(name: "tone-streamed.wav", format: "WAV, signed 16 bit PCM", frames: 1_600, residue: 1e-8),
        Tone(name: "tone-vorbis.ogg", format: "OGG, Vorbis", frames: 8_000, promised: 8_000, residue: 1e-2),
        Tone(name: "tone-opus.ogg", format: "OGG, Opus", frames: 8_000, promised: 8_000, residue: 1e-2),
        Tone(name: "tone.mp3", format: "MP3, MPEG Layer III", frames: 8_000, promised: 8_000, residue: 1e-2),
        Tone(name: "tone-constant-rate-streamed.mp3", format: "MP3, MPEG Layer III", frames: 9_216 - 529, residue: 1e-2),
        Tone(name: "tone-variable-rate-streamed.mp3", format: "MP3, MPEG Layer III", frames: 46_080 - 529, residue: 1e-2),
    ]

    @Test(arguments: tones)
    func toneOfAnotherProgramIsHeard(_ tone: Tone) throws {
        let folder = try TemporaryFolder()
        let clip = try AudioClip.read(folder.file("sound", fixture(tone.name)))
        #expect(clip.channels == 1)
        #expect(clip.sampleRate == (tone.name.contains("variable") ? 44_100 : 16_000))
        #expect(clip.frames == tone.frames)
        #expect(clip.facts.format == tone.format)
        #expect(clip.facts.promisedFrames == tone.promised)
        // The middle half, away from what encoders fade in and pad.
        let (amplitude, residue) = fit(Array(clip.samples[clip.frames / 4..<clip.frames * 3 / 4]), rate: clip.sampleRate)
        // LAME takes 5 % off, so that decoding does not clip.
        #expect(abs(amplitude - 0.5) < (tone.format.hasPrefix("MP3") ? 0.03 : 0.01))
        #expect(residue < tone.residue)
    }

    /// Amplitude of the best 440 Hz sine, and the share of the energy that it leaves.
    private func fit(_ samples: [Float], rate: Int) -> (amplitude: Double, residue: Double) {
        let step = 2 * Double.pi * 440 / Double(rate)
        var (cc, ss, cs, xc, xs, xx) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        for (index, sample) in samples.enumerated() {
            let (c, s, x) = (cos(step * Double(index)), sin(step * Double(index)), Double(sample))
            (cc, ss, cs, xc, xs, xx) = (cc + c * c, ss + s * s, cs + c * s, xc + x * c, xs + x * s, xx + x * x)
        }
        let determinant = cc * ss - cs * cs
        let (a, b) = ((xc * ss - xs * cs) / determinant, (xs * cc - xc * cs) / determinant)
        return (hypot(a, b), max(0, xx - a * xc - b * xs) / xx)
    }

    @Test func samplesOfEveryWAVEncodingAreScaledToOne() throws {
        let folder = try TemporaryFolder()
        func read(_ wav: WAVBytes) throws -> [Float] { try AudioClip.read(folder.file("a.wav", wav.bytes)).samples }
        var eight = WAVBytes(data: [0, 128, 192, 255])
        eight.bits = 8
        #expect(try read(eight) == [-1, 0, 0.5, 127 / 128])
        #expect(try read(WAVBytes(words: [-32_768, 0, 16_384, 32_767])) == [-1, 0, 0.5, 32_767 / 32_768])
        var twentyFour = WAVBytes(data: [0, 0, 0x80, 0, 0, 0x40, 1, 0, 0])
        twentyFour.bits = 24
        #expect(try read(twentyFour) == [-1, 0.5, 1 / 8_388_608])
        #expect(try read(WAVBytes(floats: [-2, 0.25, 1.5])) == [-2, 0.25, 1.5])
    }

    @Test func channelsStayInterleaved() throws {
        let folder = try TemporaryFolder()
        let clip = try AudioClip.read(folder.file("a.wav", WAVBytes(floats: [0.1, -0.1, 0.2, -0.2], channels: 2).bytes))
        #expect(clip.channels == 2 && clip.frames == 2 && clip.samples == [0.1, -0.1, 0.2, -0.2])
    }

    @Test func oneSampleIsASound() throws {
        let folder = try TemporaryFolder()
        #expect(try AudioClip.read(folder.file("a.wav", WAVBytes(words: [16_384]).bytes)).samples == [0.5])
    }

    @Test func longSoundsArriveInOrder() throws {
        let folder = try TemporaryFolder()
        // Longer than a block of the reader, of 3 channels, which no block size divides.
        let words = (0..<900_000).map { Int16(truncatingIfNeeded: $0) }
        var wav = WAVBytes(words: words)
        wav.channels = 3
        let clip = try AudioClip.read(folder.file("a.wav", wav.bytes))
        #expect(clip.samples == words.map { Float($0) / 32_768 })
    }

    @Test func extensionIsNotBelieved() throws {
        let folder = try TemporaryFolder()
        #expect(try AudioClip.read(folder.file("sound.mp3", WAVBytes(words: [1, 2]).bytes)).frames == 2)
    }

    @Test func unusualRateIsAWarning() throws {
        let folder = try TemporaryFolder()
        var wav = WAVBytes(words: [1, 2])
        wav.sampleRate = 12_345
        #expect(try AudioClip.read(folder.file("a.wav", wav.bytes)).facts.warnings == ["unusual sample rate of 12345 Hz"])
    }

    @Test(arguments: ["tone.m4a", "tone.aac", "tone.webm"])
    func whatIsNotDecodedNamesTheRemedy(name: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a.wav", fixture(name))
        let error = mediaError { () throws(MediaError) in _ = try AudioClip.read(path) }
        #expect(error?.code == .unsupported)
        #expect(error?.message.contains("ffmpeg -i INPUT OUTPUT.wav") == true)
    }
}
