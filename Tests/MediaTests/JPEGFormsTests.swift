import Media
import TestSupport
import Testing

/// Every form of JPEG that is read gives the samples that Pillow gives.
@Suite struct JPEGFormsTests {
    static let rows = (try? PillowPicture.rows(".jpg")) ?? []

    private func picture(_ name: String) throws -> PixelImage {
        try PixelImage.decodeJPEG(fixture("pictures/\(name)"), path: name)
    }

    @Test func everyFormIsListed() {
        #expect(Self.rows.count == 11)
    }

    @Test(arguments: rows)
    func samplesAreThoseOfPillow(_ row: PillowPicture.Row) throws {
        let image = try picture(row.file)
        #expect(image.sampleHash == row.sha256)
        #expect((image.width, image.height, image.channels) == (PillowPicture.width, PillowPicture.height, row.channels))
        #expect(image.facts.format == .jpeg && image.facts.storedBitDepth == 8 && image.facts.appliedOrientation == nil)
    }

    @Test(
        arguments: [
            ("444.jpg", "4:4:4"), ("422.jpg", "4:2:2"), ("420.jpg", "4:2:0"), ("440.jpg", "4:4:0"), ("411.jpg", "4:1:1"),
            ("gray.jpg", nil), ("rgb.jpg", nil), ("cmyk.jpg", nil),
        ] as [(String, String?)])
    func subsamplingIsAFact(name: String, subsampling: String?) throws {
        #expect(try picture(name).facts.chromaSubsampling == subsampling)
    }

    @Test func progressionIsAFact() throws {
        #expect(try picture("progressive.jpg").facts.isInterlaced)
        #expect(try !picture("420.jpg").facts.isInterlaced)
    }

    @Test(arguments: ["cmyk.jpg", "ycck.jpg"])
    func inkWithoutAProfileIsSaidToBeApproximate(name: String) throws {
        let facts = try picture(name).facts
        #expect(facts.warnings == ["CMYK: turned into RGB by a plain formula, its colours are approximate"])
        #expect(facts.iccProfile == nil)
    }

    @Test func arithmeticCodingIsRefusedWithARemedy() throws {
        let error = mediaError { () throws(MediaError) in _ = try PixelImage.decodeJPEG(Self.arithmetic, path: "x.jpg") }
        #expect(error?.code == .unsupported)
        #expect(error?.message.contains("jpegtran") == true)
    }

    private static let arithmetic = (try? fixture("pictures/arithmetic.jpg")) ?? []

    @Test(arguments: [(0xC0, 4, 12), (0xC0, 1, 0xC3)])
    func otherProcessesAreRefusedWithARemedy(marker: Int, offset: Int, value: Int) throws {
        var file = try fixture("pictures/420.jpg")
        let frame = try #require(JPEGBytes.place(of: UInt8(marker), in: file))
        file[frame + offset] = UInt8(value)
        let error = mediaError { () throws(MediaError) in _ = try PixelImage.decodeJPEG(file, path: "x.jpg") }
        #expect(error?.code == .unsupported)
        #expect(error?.message.contains("ffmpeg -i INPUT OUTPUT.png") == true)
    }

    @Test(arguments: [65_519, 50])
    func profileComesBackByteForByte(most: Int) throws {
        let profile = PNGFormsTests.profile()
        // The order in the file does not matter, the numbers do.
        let segments = JPEGBytes.profile(profile, most: most).reversed().flatMap { $0 }
        let file = JPEGBytes.inserted(segments, into: try fixture("pictures/gray.jpg"))
        #expect(try PixelImage.decodeJPEG(file, path: "x.jpg").facts.iccProfile == profile)
    }

    @Test(arguments: [[0], [0, 1, 1], [2, 0], [0, 1, 2, 0]])
    func profileWithoutAllItsPiecesIsDroppedWithAWarning(pieces: [Int]) throws {
        let segments = JPEGBytes.profile(PNGFormsTests.profile(), most: 50)
        let file = JPEGBytes.inserted(pieces.flatMap { segments[$0] }, into: try fixture("pictures/gray.jpg"))
        let facts = try PixelImage.decodeJPEG(file, path: "x.jpg").facts
        #expect(facts.iccProfile == nil && facts.warnings == ["the colour profile is not whole"])
    }

    @Test func bytesBehindThePictureAreNotRead() throws {
        let file = try fixture("pictures/420.jpg")
        let image = try PixelImage.decodeJPEG(file + file, path: "x.jpg")
        #expect(image.facts.warnings.isEmpty)
        #expect(try image.sampleHash == picture("420.jpg").sampleHash)
    }
}
