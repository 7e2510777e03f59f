import Media
import TestSupport
import Testing

/// Every still WebP gives the samples that Pillow gives.
@Suite struct WebPFormsTests {
    static let rows = (try? PillowPicture.rows(".webp")) ?? []

    private func error(_ bytes: [UInt8], limits: MediaLimits = .standard) -> MediaError? {
        mediaError { () throws(MediaError) in _ = try PixelImage.decodeWebP(bytes, path: "x.webp", limits: limits) }
    }

    @Test func everyFormIsListed() {
        #expect(Self.rows.count == 4)
    }

    @Test(arguments: rows)
    func samplesAreThoseOfPillow(_ row: PillowPicture.Row) throws {
        let image = try PixelImage.decodeWebP(fixture("pictures/\(row.file)"), path: row.file)
        #expect(image.sampleHash == row.sha256)
        #expect((image.width, image.height, image.channels) == (PillowPicture.width, PillowPicture.height, row.channels))
        #expect(image.facts.format == .webp && image.facts.warnings.isEmpty)
        #expect(image.facts.chromaSubsampling == (row.file.hasPrefix("lossy") ? "4:2:0" : nil))
    }

    @Test(arguments: [("lossless.webp", 3), ("lossless-alpha.webp", 4)])
    func losslessFilesKeepEverySample(name: String, channels: Int) throws {
        let drawn = PillowPicture.drawn(channels: channels)
        #expect(try PixelImage.decodeWebP(fixture("pictures/\(name)"), path: name).samples == drawn.samples)
    }

    @Test func animationIsRefusedWithARemedy() throws {
        let error = error(try fixture("pictures/animated.webp"))
        #expect(error?.code == .unsupported)
        #expect(error?.message.contains("webpmux -get frame 1") == true)
    }

    @Test func profileComesBackByteForByte() throws {
        let profile = PNGFormsTests.profile() + [7]
        let plain = try fixture("pictures/lossy.webp")
        let file = WebPBytes.extended(plain, width: PillowPicture.width, height: PillowPicture.height, icc: profile)
        let image = try PixelImage.decodeWebP(file, path: "x.webp")
        #expect(image.facts.iccProfile == profile)
        #expect(image.samples == (try PixelImage.decodeWebP(plain, path: "x.webp")).samples)
    }

    @Test(arguments: rows)
    func everyCutIsTruncationOrLosesNothing(_ row: PillowPicture.Row) throws {
        let bytes = try fixture("pictures/\(row.file)")
        for count in 12..<bytes.count {
            do throws(MediaError) {
                let image = try PixelImage.decodeWebP(Array(bytes[..<count]), path: "x.webp")
                #expect(image.sampleHash == row.sha256, "\(count) bytes")
                #expect(image.facts.warnings == ["the end of the file is missing"])
                #expect(count > bytes.count - 4)
            } catch {
                #expect(error.code == .truncated, "\(count) bytes: \(error)")
            }
        }
    }

    @Test func truncationSaysHowManyRowsArrived() throws {
        let message = error(Array(try SyntheticImage.scene(width: 64, height: 160).encodedWebP(quality: 75).dropLast(400)))
        #expect(message?.message.hasPrefix("ends early: ") == true && message?.message.hasSuffix(" of 160 rows") == true)
        #expect(error(Array(try fixture("pictures/lossy.webp").prefix(20)))?.message == "ends early: 20 bytes do not reach the picture")
    }

    @Test func dataShorterThanThePictureInAWholeFileAreDamage() throws {
        let file = try fixture("pictures/lossy.webp")
        let data = file[20..<file.count - 200]
        #expect(error(WebPBytes.file([WebPBytes.chunk("VP8 ", Array(data))]))?.code == .corrupt)
    }

    @Test func exifDataLostAtTheEndAreTruncation() throws {
        let plain = try fixture("pictures/lossy.webp")
        let exif = JPEGBytes.tiff(orientation: 6)
        let file = WebPBytes.extended(plain, width: PillowPicture.width, height: PillowPicture.height, exif: exif)
        let lost = error(Array(file.dropLast(exif.count / 2)))
        #expect(lost?.code == .truncated && lost?.message.contains("Exif") == true)
        #expect(try PixelImage.decodeWebP(file, path: "x.webp").facts.appliedOrientation == 6)
    }

    @Test func canvasOfAnotherSizeIsDamage() throws {
        #expect(error(WebPBytes.extended(try fixture("pictures/lossy.webp"), width: 46, height: 31))?.code == .corrupt)
    }

    @Test func otherBytesAreNoWebP() {
        #expect(error(Array("RIFF\u{4}\0\0\0WAVEfmt ".utf8))?.code == .wrongKind)
        #expect(error(Array("RIFF".utf8))?.code == .wrongKind)
        #expect(error([])?.code == .empty)
    }

    @Test func limitIsTheLastSizeThatIsRead() throws {
        let bytes = try fixture("pictures/lossless.webp")
        #expect(error(bytes, limits: MediaLimits(pixels: 45 * 31)) == nil)
        let refusal = MediaError(.tooLarge, "x.webp", "45 × 31 pixels; at most 1,394 in all are read")
        #expect(error(bytes, limits: MediaLimits(pixels: 45 * 31 - 1)) == refusal)
    }

    @Test func crowdsOfChunksCostNothing() throws {
        let plain = try fixture("pictures/lossless.webp")
        let crowd = WebPBytes.extended(plain, width: PillowPicture.width, height: PillowPicture.height)
        let file = WebPBytes.file([Array(crowd[12...])] + [[UInt8]](repeating: WebPBytes.chunk("abcd", []), count: 50_000))
        #expect(try PixelImage.decodeWebP(file, path: "x.webp").facts.warnings.isEmpty)
    }
}
