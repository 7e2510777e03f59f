import Media
import TestSupport
import Testing

/// What is broken is said with a code and a place; what only lacks its end is read with a warning.
@Suite struct PNGDamageTests {
    private let whole = PNGBytes(width: 32, height: 64, depth: 8, color: .gray, samples: (0..<32 * 64).map { $0 % 251 })

    private func error(_ bytes: [UInt8], limits: MediaLimits = .standard) -> MediaError? {
        mediaError { () throws(MediaError) in _ = try PixelImage.decodePNG(bytes, path: "x.png", limits: limits) }
    }

    private func with(_ header: [UInt8], data: [UInt8]) -> [UInt8] {
        PNGBytes.signature + header + PNGBytes.chunk("IDAT", data) + PNGBytes.end
    }

    private var header: [UInt8] { PNGBytes.header(width: 32, height: 64, depth: 8, color: .gray) }

    @Test func truncatedFileSaysHowManyRowsArrived() {
        // 8 + 25 bytes of signature and header, 8 of IDAT, 7 of zlib and block, then 33 a row.
        let cut = Array(whole.bytes.prefix(48 + 33 * 20 + 5))
        #expect(error(cut) == MediaError(.truncated, "x.png", "ends early: 20 of 64 rows"))
    }

    @Test func truncatedInterlacedFileSaysThePass() {
        var file = whole
        file.isInterlaced = true
        let message = error(Array(file.bytes.dropLast(400)))
        #expect(message?.code == .truncated)
        #expect(message?.message.contains("in pass 7 of 7") == true)
    }

    @Test(arguments: [9, 20, 32])
    func fileThatEndsInTheHeaderIsTruncated(count: Int) {
        #expect(error(Array(whole.bytes.prefix(count)))?.code == .truncated)
    }

    @Test func flippedByteInTheDataIsDamage() {
        var bytes = whole.bytes
        bytes[300] ^= 0x40
        let message = error(bytes)
        #expect(message?.code == .corrupt)
        #expect(message?.message.contains("IDAT") == true)
    }

    @Test func flippedByteUnderARightChunkChecksumIsDamage() {
        var bytes = whole.bytes
        bytes[300] ^= 0x40
        #expect(error(PNGBytes.resealed(bytes))?.message.contains("incorrect data check") == true)
    }

    @Test func wrongChecksumOfTheHeaderIsDamage() {
        var bytes = whole.bytes
        bytes[30] ^= 1
        #expect(error(bytes)?.code == .corrupt)
    }

    @Test func missingEndIsAWarning() throws {
        let image = try PixelImage.decodePNG(Array(whole.bytes.dropLast(12)), path: "x.png")
        #expect(image.samples == .eight(whole.samples.map { UInt8($0) }))
        #expect(image.facts.warnings == ["the end of the file is missing (no IEND)"])
    }

    @Test func damageAfterThePictureIsAWarning() throws {
        var text = PNGBytes.chunk("tEXt", Array("a\0b".utf8))
        text[text.count - 1] ^= 1
        let image = try PixelImage.decodePNG(Array(whole.bytes.dropLast(12)) + text + PNGBytes.end, path: "x.png")
        #expect(image.facts.warnings == ["tEXt: CRC error"])
    }

    @Test func unknownChunkThatMustBeUnderstoodIsRefused() {
        var file = whole
        file.extra = [PNGBytes.chunk("CgBI", [0, 0, 0, 0])]
        #expect(error(file.bytes) == MediaError(.corrupt, "x.png", "not a valid PNG: CgBI: unhandled critical chunk"))
    }

    @Test(arguments: [(0, 64), (32, 0)])
    func sideOfZeroIsDamage(width: Int, height: Int) {
        let header = PNGBytes.header(width: width, height: height, depth: 8, color: .gray)
        #expect(error(with(header, data: PNGBytes.stored(whole.filtered)))?.code == .corrupt)
    }

    @Test func tooFewRowsInTheDataIsDamage() {
        let message = error(with(header, data: PNGBytes.stored(Array(whole.filtered.prefix(33 * 10)))))
        #expect(message == MediaError(.corrupt, "x.png", "damaged after 10 of 64 rows: Not enough image data"))
    }

    @Test func moreDataThanRowsIsOneWarning() throws {
        let bytes = with(header, data: PNGBytes.stored(whole.filtered + [UInt8](repeating: 0, count: 330)))
        let image = try PixelImage.decodePNG(bytes, path: "x.png")
        #expect(image.samples == .eight(whole.samples.map { UInt8($0) }))
        #expect(image.facts.warnings.count == 1)
    }

    @Test func otherBytesAreNoPNG() {
        #expect(error(Array("GIF89a, and so on".utf8))?.code == .wrongKind)
    }

    @Test func textModeTransferIsNoPNG() {
        let bytes = whole.bytes.filter { $0 != 0x0D }
        #expect(error(bytes)?.code == .wrongKind)
    }

    @Test func noBytesAreEmpty() {
        #expect(error([])?.code == .empty)
    }

    @Test func hugeHeaderIsRefusedBeforeMemoryIsTaken() {
        let header = PNGBytes.header(width: 60_000, height: 60_000, depth: 16, color: .rgba)
        let message = error(with(header, data: [0x78, 0x01]))
        #expect(message == MediaError(.tooLarge, "x.png", "60000 × 60000 pixels; at most 268,435,456 in all are read"))
    }

    @Test func limitIsTheLastSizeThatIsRead() {
        #expect(error(whole.bytes, limits: MediaLimits(pixels: 32 * 64)) == nil)
        #expect(error(whole.bytes, limits: MediaLimits(pixels: 32 * 64 - 1))?.code == .tooLarge)
    }

    @Test func fileTooShortForItsPixelsIsRefusedBeforeMemoryIsTaken() {
        let header = PNGBytes.header(width: 16_000, height: 16_000, depth: 8, color: .rgb)
        let refusal = MediaError(.corrupt, "x.png", "not a valid PNG: the file is too short to hold its pixels")
        #expect(error(with(header, data: [0x78, 0x01])) == refusal)
    }

    @Test func profileBombIsDroppedWithAWarning() throws {
        // 64 MiB behind 410 kB; the profile's first word states its length.
        let packed = PNGBytes.bomb(head: PNGBytes.word(64 << 20) + PNGFormsTests.profile().dropFirst(4), zeroRuns: 260_000)
        var file = whole
        file.extra = [PNGBytes.chunk("iCCP", Array("p\0\0".utf8) + packed)]
        let image = try PixelImage.decodePNG(file.bytes, path: "x.png")
        #expect(image.facts.iccProfile == nil)
        #expect(image.facts.warnings.count == 1)
        #expect(image.samples == .eight(whole.samples.map { UInt8($0) }))
    }

    @Test func crowdsOfTextChunksCostNothing() throws {
        var file = whole
        file.extra = [[UInt8]](repeating: PNGBytes.chunk("tEXt", Array("a\0b".utf8)), count: 20_000)
        #expect(try PixelImage.decodePNG(file.bytes, path: "x.png").facts.warnings.isEmpty)
    }
}
