import Media
import TestSupport
import Testing

/// What is cut or damaged is said with a code and a place; libjpeg alone would fill it with gray and go on.
@Suite struct JPEGDamageTests {
    private func error(_ bytes: [UInt8], limits: MediaLimits = .standard) -> MediaError? {
        mediaError { () throws(MediaError) in _ = try PixelImage.decodeJPEG(bytes, path: "x.jpg", limits: limits) }
    }

    private func whole(_ name: String) throws -> [UInt8] { try fixture("pictures/\(name)") }

    @Test(arguments: ["420.jpg", "444.jpg", "gray.jpg", "progressive.jpg", "restarts.jpg", "cmyk.jpg"])
    func everyCutIsTruncationOrLosesNothing(name: String) throws {
        let bytes = try whole(name)
        let samples = try PixelImage.decodeJPEG(bytes, path: name).samples
        var harmless = 0
        for count in 2..<bytes.count {
            do throws(MediaError) {
                let image = try PixelImage.decodeJPEG(Array(bytes[..<count]), path: name)
                #expect(image.samples == samples, "\(count) bytes")
                #expect(image.facts.warnings.contains("the end of the file is missing (no EOI)"))
                harmless += 1
            } catch {
                #expect(error.code == .truncated, "\(count) bytes: \(error)")
            }
        }
        // The two bytes of the end mark, and what fills up the last byte before it.
        #expect((2...4).contains(harmless))
    }

    @Test func truncationSaysHowManyRowsArrived() throws {
        let bytes = try whole("420.jpg")
        #expect(error(Array(bytes.dropLast(120)))?.message == "ends early: 16 of 31 rows")
        #expect(error(Array(bytes.prefix(300)))?.message == "ends early: 300 bytes do not reach the picture")
    }

    @Test func truncationOfAProgressiveFileSaysTheScan() throws {
        let message = error(Array(try whole("progressive.jpg").dropLast(200)))
        #expect(message?.code == .truncated && message?.message.contains(" of 31 rows in scan ") == true)
    }

    @Test func cutBetweenScansIsTruncation() throws {
        let bytes = try whole("progressive.jpg")
        let scans = bytes.indices.dropLast().filter { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA }
        #expect(scans.count > 5)
        // Huffman tables stand between a scan and the next one's header.
        for place in scans.dropFirst() { #expect(error(Array(bytes[..<place]))?.code == .truncated) }
    }

    @Test func scanThatIsMissingFromAClosedFileIsSaid() throws {
        let bytes = try whole("progressive.jpg")
        let last = try #require(bytes.indices.dropLast().last { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA })
        let image = try PixelImage.decodeJPEG(Array(bytes[..<last]) + JPEGBytes.end, path: "x.jpg")
        #expect(image.facts.warnings == ["its last scans were never written: the picture is coarser than it could be"])
    }

    @Test func endMarkAmongThePixelsIsDamage() throws {
        let bytes = try whole("420.jpg")
        #expect(error(Array(bytes.dropLast(120)) + JPEGBytes.end)?.message == "damaged after 16 of 31 rows: premature end of data segment")
    }

    @Test func lostRestartMarkIsDamage() throws {
        var bytes = try whole("restarts.jpg")
        let place = try #require(JPEGBytes.place(of: 0xD1, in: bytes))
        bytes[place + 1] = 0xD4
        #expect(error(bytes)?.code == .corrupt)
    }

    @Test func bytesLeftOverAtTheEndOfTheDataAreDamage() throws {
        let bytes = Array(try whole("420.jpg").dropLast(2)) + [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] + JPEGBytes.end
        let error = error(bytes)
        #expect(error?.code == .corrupt)
        #expect(error?.message.hasPrefix("damaged after 31 of 31 rows: ") == true)
    }

    @Test func zerosBeforeTheEndAreAWarning() throws {
        let bytes = try whole("420.jpg")
        let image = try PixelImage.decodeJPEG(Array(bytes.dropLast(2)) + [UInt8](repeating: 0, count: 32) + JPEGBytes.end, path: "x.jpg")
        #expect(image.facts.warnings.count == 1)
        #expect(image.samples == (try PixelImage.decodeJPEG(bytes, path: "x.jpg")).samples)
    }

    @Test func bytesBetweenTheFirstSegmentsAreAWarning() throws {
        let bytes = JPEGBytes.inserted([9, 9, 9], into: try whole("420.jpg"))
        #expect(try PixelImage.decodeJPEG(bytes, path: "x.jpg").facts.warnings.count == 1)
    }

    @Test func otherBytesAreNoJPEG() {
        #expect(error(Array("GIF89a, and so on".utf8))?.code == .wrongKind)
        #expect(error([])?.code == .empty)
    }

    @Test func sideOfZeroIsDamage() throws {
        #expect(error(JPEGBytes.resized(try whole("420.jpg"), width: 0, height: 31))?.code == .corrupt)
        #expect(error(JPEGBytes.resized(try whole("420.jpg"), width: 45, height: 0))?.code == .corrupt)
    }

    @Test func hugeHeaderIsRefusedBeforeMemoryIsTaken() throws {
        let bytes = JPEGBytes.resized(try whole("420.jpg"), width: 65_000, height: 65_000)
        #expect(error(bytes) == MediaError(.tooLarge, "x.jpg", "65000 × 65000 pixels; at most 268,435,456 in all are read"))
    }

    @Test(arguments: ["420.jpg", "progressive.jpg"])
    func fileTooShortForItsPixelsIsRefusedBeforeMemoryIsTaken(name: String) throws {
        let bytes = JPEGBytes.resized(try whole(name), width: 16_000, height: 16_000)
        #expect(error(bytes)?.message.hasSuffix(" bytes do not reach the picture") == true)
    }

    @Test func limitIsTheLastSizeThatIsRead() throws {
        let bytes = try whole("420.jpg")
        #expect(error(bytes, limits: MediaLimits(pixels: 45 * 31)) == nil)
        #expect(error(bytes, limits: MediaLimits(pixels: 45 * 31 - 1))?.code == .tooLarge)
    }

    @Test func scansBeyondTheHundredthAreRefused() throws {
        #expect(try PixelImage.decodeJPEG(JPEGBytes.flat(scans: 100), path: "x.jpg").samples == .eight([UInt8](repeating: 128, count: 64)))
        #expect(error(JPEGBytes.flat(scans: 101)) == MediaError(.tooLarge, "x.jpg", "more than 100 scans; no more are read"))
    }

    @Test func crowdsOfSegmentsCostNothing() throws {
        let crowd = [JPEGBytes.exif(orientation: 1), JPEGBytes.profile([1, 2, 3])[0], JPEGBytes.segment(0xFE, [65])].flatMap { $0 }
        let bytes = JPEGBytes.inserted((0..<20_000).flatMap { _ in crowd }, into: try whole("gray.jpg"))
        #expect(try PixelImage.decodeJPEG(bytes, path: "x.jpg").facts.warnings == ["the colour profile is not whole"])
    }
}
