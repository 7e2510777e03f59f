import Media
import TestSupport
import Testing

@Suite struct PixelImageReadingTests {
    private func error(_ path: String, limits: MediaLimits = .standard) -> MediaError? {
        mediaError { () throws(MediaError) in _ = try PixelImage.read(path, limits: limits) }
    }

    @Test func extensionIsNotBelieved() throws {
        let folder = try TemporaryFolder()
        let image = SyntheticImage.scene(width: 9, height: 7)
        let path = try folder.file("picture.jpg", image.encodedPNG())
        #expect(try PixelImage.read(path).samples == image.samples)
    }

    @Test(arguments: ["420.jpg", "lossless.webp"])
    func everyDecodableKindIsReadUnderAnyName(name: String) throws {
        let folder = try TemporaryFolder()
        let bytes = try fixture("pictures/\(name)")
        let image = try PixelImage.read(folder.file("a.png", bytes))
        #expect(image.width == PillowPicture.width && image.facts.format == FileKind.of(bytes))
        #expect(try PixelImage.decode(bytes, path: "a.png") == image)
    }

    @Test func gifIsRefusedWithARemedy() throws {
        let folder = try TemporaryFolder()
        let error = error(try folder.file("a.png", Array("GIF89a".utf8) + [UInt8](repeating: 0, count: 50)))
        #expect(error?.code == .unsupported)
        #expect(error?.message.hasPrefix("GIF") == true && error?.message.contains("ffmpeg -i INPUT OUTPUT.png") == true)
    }

    @Test(arguments: [("", MediaError.Code.empty), ("\u{1}\u{2}", .unknownKind), ("GIF89a....", .unsupported), ("a text", .wrongKind)])
    func bytesThatAreNoPictureAreRefused(bytes: String, code: MediaError.Code) {
        let error = mediaError { () throws(MediaError) in _ = try PixelImage.decode(Array(bytes.utf8), path: "a") }
        #expect(error?.code == code)
    }

    @Test(arguments: ["tone.flac", "tone.mp3", "tone.m4a", "README.md"])
    func whatIsNoPictureIsOfTheWrongKind(name: String) throws {
        let folder = try TemporaryFolder()
        #expect(error(try folder.file("a.png", fixture(name)))?.code == .wrongKind)
    }

    @Test func fileSystemRefusalsAreTyped() throws {
        let folder = try TemporaryFolder()
        #expect(error("\(folder.path)/none.png")?.code == .missing)
        #expect(error(folder.path) == MediaError(.unreadable, folder.path, "is a folder"))
        #expect(error("/dev/null")?.code == .unreadable)
        #expect(error("")?.code == .missing)
        #expect(error("\(folder.path)/a\0.png")?.code == .missing)
        #expect(error(try folder.file("empty.png", []))?.code == .empty)
        #expect(error(try folder.file("bits.png", [0, 1, 2, 3]))?.code == .unknownKind)
    }

    @Test func fileLongerThanTheLimitIsTooLarge() throws {
        let folder = try TemporaryFolder()
        let bytes = try SyntheticImage.scene(width: 9, height: 7).encodedPNG()
        let path = try folder.file("a.png", bytes)
        #expect(error(path, limits: MediaLimits(bytes: bytes.count)) == nil)
        #expect(error(path, limits: MediaLimits(bytes: bytes.count - 1))?.code == .tooLarge)
    }
}
