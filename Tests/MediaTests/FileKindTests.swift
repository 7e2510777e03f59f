import Media
import TestSupport
import Testing

@Suite struct FileKindTests {
    struct Sample: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let bytes: [UInt8]
        let kind: FileKind?

        init(_ name: String, _ bytes: [UInt8], _ kind: FileKind?) {
            testDescription = name
            self.bytes = bytes
            self.kind = kind
        }

        init(_ text: String, _ kind: FileKind?) { self.init(text, Array(text.utf8), kind) }
    }

    static let samples = [
        Sample("PNG", PNGBytes.signature, .png),
        Sample("PNG after text-mode transfer", [0x89, 0x50, 0x4E, 0x47, 0x0A, 0x1A, 0x0A], .png),
        Sample("JPEG", [0xFF, 0xD8, 0xFF, 0xE1, 0], .jpeg),
        Sample("GIF87a...", .gif),
        Sample("RIFF\u{4}\0\0\0WEBPVP8 ", .webp),
        Sample("RIFF\u{4}\0\0\0WAVEfmt ", .wav),
        Sample("RF64\u{4}\0\0\0WAVEds64", .wav),
        Sample("RIFF\u{4}\0\0\0AVI LIST", nil),
        Sample("FORM\0\0\0\u{4}AIFFCOMM", .aiff),
        Sample("FORM\0\0\0\u{4}AIFCFVER", .aiff),
        Sample("fLaC\0\0\0\u{22}", .flac),
        Sample("OggS\0\u{2}", .ogg),
        Sample("ID3\u{3}\0\0\0\0\0\0", .mp3),
        Sample("MP3 frame", [0xFF, 0xFB, 0x90, 0x64, 0], .mp3),
        Sample("MPEG-2 layer III frame", [0xFF, 0xF3, 0x44, 0xC4, 0], .mp3),
        Sample("AAC in ADTS is not MP3", [0xFF, 0xF1, 0x50, 0x80, 0], nil),
        Sample("\0\0\0\u{20}ftypisom", .mp4),
        Sample("\0\0\0\u{20}ftypM4A ", .mp4),
        Sample("\0\0\0\u{20}ftypavif", nil),
        Sample("WebM", [0x1A, 0x45, 0xDF, 0xA3, 0x9F], .webm),
        Sample("{\"prompt\": \"Ein Häuschen, 猫\"}\r\n\t", .text),
        Sample("\u{FEFF}text with a byte order mark", .text),
        Sample("text with a bell \u{7}", nil),
        Sample("Latin-1", [0x48, 0xE4, 0x75, 0x73], nil),
        Sample("UTF-16", [0xFF, 0xFE, 0x48, 0x00, 0x69, 0x00], nil),
        Sample("UTF-16 with a byte like MPEG's", [0xFF, 0xFE, 0x48, 0x40, 0x69, 0x00], nil),
        Sample("zeros", [0, 0, 0, 0], nil),
        Sample("nothing", [], nil),
    ]

    @Test(arguments: samples)
    func firstBytesDecide(_ sample: Sample) {
        #expect(FileKind.of(sample.bytes) == sample.kind)
        #expect(FileKind.of(sample.bytes[...]) == sample.kind)
    }

    @Test(arguments: 4090...4100)
    func characterAcrossTheLastByteLookedAtIsNoDamage(length: Int) {
        let text = String(repeating: "a", count: length) + "é猫😀 and more"
        #expect(FileKind.of(text.utf8) == .text)
    }

    @Test func characterCutAtTheEndOfTheFileIsNoText() {
        #expect(FileKind.of(Array("caf\u{E9}".utf8).dropLast()) == nil)
    }

    @Test(arguments: FileKind.allCases)
    func mediaTypeAgreesWithTheKindOfMedia(_ kind: FileKind) {
        #expect(kind.mediaType.hasPrefix(kind.media.rawValue + "/"))
    }

    @Test(
        arguments: [
            ("tone.flac", FileKind.flac), ("tone-opus.ogg", .ogg), ("tone.mp3", .mp3), ("tone-constant-rate-streamed.mp3", .mp3),
            ("tone.aiff", .aiff), ("tone-streamed.wav", .wav), ("tone.m4a", .mp4), ("tone.webm", .webm), ("README.md", .text),
        ])
    func filesOfOtherProgramsAreKnown(name: String, kind: FileKind) throws {
        let folder = try TemporaryFolder()
        #expect(try FileKind.of(file: folder.file("without-extension", fixture(name))) == kind)
    }

    @Test func errorsOfFilesAreTyped() throws {
        let folder = try TemporaryFolder()
        func code(_ path: String) -> MediaError.Code? { mediaError { () throws(MediaError) in _ = try FileKind.of(file: path) }?.code }
        #expect(code(try folder.file("empty", [])) == .empty)
        #expect(code(try folder.file("bits", [1, 2, 3])) == .unknownKind)
        #expect(code("\(folder.path)/none") == .missing)
        #expect(code(folder.path) == .unreadable)
    }
}
