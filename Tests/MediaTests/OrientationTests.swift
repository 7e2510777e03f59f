import Media
import TestSupport
import Testing

/// A photograph stands upright whatever its Exif data ask for, and the fact is kept.
@Suite struct OrientationTests {
    /// What becomes of the stored picture ABC over DEF (CIPA DC-008, 4.6.4, table 2).
    static let tables: [(Int, [String])] = [
        (1, ["ABC", "DEF"]), (2, ["CBA", "FED"]), (3, ["FED", "CBA"]), (4, ["DEF", "ABC"]), (5, ["AD", "BE", "CF"]),
        (6, ["DA", "EB", "FC"]), (7, ["FC", "EB", "DA"]), (8, ["CF", "BE", "AD"]),
    ]

    // Squares of 8 × 8 in one gray each come through a JPEG as they are.
    private func stored() throws -> [UInt8] {
        let image = SyntheticImage.draw(width: 24, height: 16, channels: 1) { x, y, _ in (y / 8 * 3 + x / 8) * 40 }
        return try image.encodedJPEG(quality: 100)
    }

    private func letters(_ image: PixelImage) -> [String] {
        guard case .eight(let samples) = image.samples else { return [] }
        return stride(from: 4, to: image.height, by: 8).map { y in
            let row = stride(from: 4, to: image.width, by: 8).map { x in (Int(samples[(y * image.width + x) * image.channels]) + 20) / 40 }
            return String(row.map { Array("ABCDEF")[$0] })
        }
    }

    @Test(arguments: tables, [false, true])
    func jpegStandsUpright(table: (Int, [String]), isLittle: Bool) throws {
        let file = JPEGBytes.inserted(JPEGBytes.exif(orientation: table.0, isLittle: isLittle), into: try stored())
        let image = try PixelImage.decodeJPEG(file, path: "x.jpg")
        #expect(letters(image) == table.1)
        #expect(image.facts.appliedOrientation == (table.0 == 1 ? nil : table.0))
    }

    @Test(arguments: tables, [false, true])
    func webPStandsUpright(table: (Int, [String]), hasName: Bool) throws {
        let plain = try PixelImage.decodeJPEG(stored(), path: "x.jpg").encodedWebP(quality: 100)
        let exif = (hasName ? Array("Exif\0\0".utf8) : []) + JPEGBytes.tiff(orientation: table.0)
        let image = try PixelImage.decodeWebP(WebPBytes.extended(plain, width: 24, height: 16, exif: exif), path: "x.webp")
        #expect(letters(image) == table.1)
        #expect(image.facts.appliedOrientation == (table.0 == 1 ? nil : table.0))
    }

    @Test(arguments: tables, [false, true])
    func pngStandsUpright(table: (Int, [String]), isBehindThePixels: Bool) throws {
        guard case .eight(let samples) = try PixelImage.decodeJPEG(stored(), path: "x.jpg").samples else { return }
        let chunk = PNGBytes.chunk("eXIf", JPEGBytes.tiff(orientation: table.0))
        var file = PNGBytes(width: 24, height: 16, depth: 8, color: .gray, samples: samples.map { Int($0) })
        if !isBehindThePixels { file.extra = [chunk] }
        let bytes = isBehindThePixels ? file.bytes.dropLast(12) + chunk + PNGBytes.end : file.bytes
        let image = try PixelImage.decodePNG(Array(bytes), path: "x.png")
        #expect(letters(image) == table.1)
        #expect(image.facts.appliedOrientation == (table.0 == 1 ? nil : table.0))
    }

    @Test(arguments: 2...8)
    func everySampleArrivesOnceWhateverTheSize(orientation: Int) throws {
        let image = SyntheticImage.draw(width: 131, height: 67, channels: 3) { x, y, channel in (x * 3 + y * 7 + channel * 31) % 256 }
        let plain = try image.encodedJPEG(quality: 90)
        let upright = try PixelImage.decodeJPEG(JPEGBytes.inserted(JPEGBytes.exif(orientation: orientation), into: plain), path: "x.jpg")
        let pixels = (try PixelImage.decodeJPEG(plain, path: "x.jpg")).pixels
        #expect(upright.pixels.sorted() == pixels.sorted())
        let orders = [[1, 0, 3, 2], [3, 2, 1, 0], [2, 3, 0, 1], [0, 2, 1, 3], [2, 0, 3, 1], [3, 1, 2, 0], [1, 3, 0, 2]]
        let moved = orders[orientation - 2].map { corners(pixels, width: 131)[$0] }
        #expect(corners(upright.pixels, width: upright.width) == moved)
    }

    // Above left, above right, below left, below right.
    private func corners(_ pixels: [Int], width: Int) -> [Int] {
        [0, width - 1, pixels.count - width, pixels.count - 1].map { pixels[$0] }
    }

    @Test(arguments: [0, 9, 65_535])
    func orientationThatDoesNotExistChangesNothing(orientation: Int) throws {
        let file = JPEGBytes.inserted(JPEGBytes.exif(orientation: orientation), into: try stored())
        #expect(try PixelImage.decodeJPEG(file, path: "x.jpg").facts.appliedOrientation == nil)
    }

    @Test func cutOrDamagedExifDataChangeNothing() throws {
        let exif = JPEGBytes.tiff(orientation: 6)
        for count in 0..<exif.count - 6 {
            let segment = JPEGBytes.segment(0xE1, Array("Exif\0\0".utf8) + exif.prefix(count))
            let image = try PixelImage.decodeJPEG(JPEGBytes.inserted(segment, into: try stored()), path: "x.jpg")
            #expect(image.facts.appliedOrientation == nil || count >= exif.count - 8)
        }
        for place in exif.indices {
            var damaged = exif
            damaged[place] = 0xFF
            let segment = JPEGBytes.segment(0xE1, Array("Exif\0\0".utf8) + damaged)
            #expect(try PixelImage.decodeJPEG(JPEGBytes.inserted(segment, into: try stored()), path: "x.jpg").width > 0)
        }
    }

    @Test func firstExifSegmentDecides() throws {
        let segments = JPEGBytes.exif(orientation: 3) + JPEGBytes.exif(orientation: 6)
        #expect(try PixelImage.decodeJPEG(JPEGBytes.inserted(segments, into: stored()), path: "x.jpg").facts.appliedOrientation == 3)
    }
}

extension PixelImage {
    /// Pixels of an 8-bit RGB picture, each as one number.
    fileprivate var pixels: [Int] {
        guard case .eight(let samples) = samples else { return [] }
        return stride(from: 0, to: samples.count, by: 3).map { start in
            samples[start..<start + 3].reduce(0) { $0 << 8 | Int($1) }
        }
    }
}
