import Media
import TestSupport
import Testing

/// Every form of PNG comes out as the values that stand in it; expected values follow from the specification, by hand.
@Suite struct PNGFormsTests {
    struct Form: CustomTestStringConvertible, Sendable {
        let depth: Int
        let color: PNGBytes.Color
        var testDescription: String { "\(color) \(depth) bit" }
    }

    static let forms =
        [1, 2, 4, 8, 16].map { Form(depth: $0, color: .gray) }
        + [PNGBytes.Color.grayAlpha, .rgb, .rgba].flatMap { color in [8, 16].map { Form(depth: $0, color: color) } }

    // 13 × 11 is no multiple of any packing and gives every Adam7 pass a row.
    private func file(_ form: Form, isInterlaced: Bool = false) -> PNGBytes {
        var random = SplitMix(seed: UInt64(form.depth))
        let count = 13 * 11 * form.color.channels
        let samples = (0..<count).map { _ in Int(random.next() % (1 << UInt64(form.depth))) }
        return PNGBytes(width: 13, height: 11, depth: form.depth, color: form.color, isInterlaced: isInterlaced, samples: samples)
    }

    private func expected(_ file: PNGBytes) -> PixelImage.Samples {
        if file.depth == 16 { return .sixteen(file.samples.map { UInt16($0) }) }
        let scale = 255 / ((1 << file.depth) - 1)
        return .eight(file.samples.map { UInt8($0 * scale) })
    }

    @Test(arguments: forms, [false, true])
    func storedValuesAreKept(_ form: Form, isInterlaced: Bool) throws {
        let file = file(form, isInterlaced: isInterlaced)
        let image = try PixelImage.decodePNG(file.bytes, path: "form.png")
        #expect(image.samples == expected(file))
        #expect((image.width, image.height, image.channels) == (13, 11, form.color.channels))
        #expect(image.facts.storedBitDepth == form.depth)
        #expect(image.facts.isInterlaced == isInterlaced)
        #expect(image.facts.warnings.isEmpty)
        #expect(!image.facts.isPalette)
    }

    @Test(arguments: 1...12, 1...12)
    func interlacingOfSmallPicturesChangesNothing(width: Int, height: Int) throws {
        let samples = (0..<width * height).map { $0 * 7 % 256 }
        let file = PNGBytes(width: width, height: height, depth: 8, color: .gray, isInterlaced: true, samples: samples)
        #expect(try PixelImage.decodePNG(file.bytes, path: "small.png").samples == .eight(samples.map { UInt8($0) }))
    }

    private static let colors: [UInt8] = [10, 20, 30, 40, 50, 60, 70, 80, 90]

    @Test(arguments: [2, 4, 8])
    func paletteBecomesRGB(depth: Int) throws {
        let file = PNGBytes(
            width: 3, height: 1, depth: depth, color: .palette, samples: [2, 0, 1], extra: [PNGBytes.chunk("PLTE", Self.colors)])
        let image = try PixelImage.decodePNG(file.bytes, path: "palette.png")
        #expect(image.samples == .eight([70, 80, 90, 10, 20, 30, 40, 50, 60]))
        #expect(image.facts.isPalette && image.facts.storedBitDepth == depth && image.channels == 3)
    }

    @Test func paletteWithTransparencyBecomesRGBA() throws {
        let chunks = [PNGBytes.chunk("PLTE", Self.colors), PNGBytes.chunk("tRNS", [0, 128])]
        let file = PNGBytes(width: 3, height: 1, depth: 8, color: .palette, samples: [0, 1, 2], extra: chunks)
        let image = try PixelImage.decodePNG(file.bytes, path: "palette.png")
        #expect(image.samples == .eight([10, 20, 30, 0, 40, 50, 60, 128, 70, 80, 90, 255]))
    }

    @Test func oneTransparentColorBecomesAlpha() throws {
        let key = PNGBytes.chunk("tRNS", [0, 1, 0, 2, 0, 3])
        let file = PNGBytes(width: 2, height: 1, depth: 8, color: .rgb, samples: [1, 2, 3, 1, 2, 4], extra: [key])
        #expect(try PixelImage.decodePNG(file.bytes, path: "key.png").samples == .eight([1, 2, 3, 0, 1, 2, 4, 255]))
    }

    @Test func oneTransparentGrayBecomesAlpha() throws {
        let file = PNGBytes(width: 2, height: 1, depth: 2, color: .gray, samples: [3, 1], extra: [PNGBytes.chunk("tRNS", [0, 1])])
        #expect(try PixelImage.decodePNG(file.bytes, path: "key.png").samples == .eight([255, 255, 85, 0]))
    }

    @Test func gammaIsAFactAndChangesNoPixel() throws {
        let gamma = PNGBytes.chunk("gAMA", PNGBytes.word(100_000))
        let file = PNGBytes(width: 1, height: 1, depth: 8, color: .gray, samples: [152], extra: [gamma])
        let image = try PixelImage.decodePNG(file.bytes, path: "gamma.png")
        #expect(image.samples == .eight([152]))
        #expect(image.facts.gamma == 1)
        #expect(image.facts.sRGBIntent == nil && image.facts.iccProfile == nil)
    }

    @Test func factsThatContradictEachOtherAreBothKept() throws {
        let chunks = [PNGBytes.chunk("gAMA", PNGBytes.word(30_000)), PNGBytes.chunk("sRGB", [2])]
        let file = PNGBytes(width: 1, height: 1, depth: 8, color: .rgb, samples: [1, 2, 3], extra: chunks)
        let facts = try PixelImage.decodePNG(file.bytes, path: "facts.png").facts
        #expect(facts.gamma == 0.3 && facts.sRGBIntent == 2)
    }

    @Test func sRGBAloneImpliesNoGamma() throws {
        let file = PNGBytes(width: 1, height: 1, depth: 8, color: .rgb, samples: [1, 2, 3], extra: [PNGBytes.chunk("sRGB", [0])])
        let facts = try PixelImage.decodePNG(file.bytes, path: "facts.png").facts
        #expect(facts.gamma == nil && facts.sRGBIntent == 0)
    }

    @Test func profileComesBackByteForByte() throws {
        let profile = Self.profile()
        let chunk = PNGBytes.chunk("iCCP", Array("p\0\0".utf8) + PNGBytes.stored(profile))
        let file = PNGBytes(width: 1, height: 1, depth: 8, color: .rgb, samples: [1, 2, 3], extra: [chunk])
        let image = try PixelImage.decodePNG(file.bytes, path: "profile.png")
        #expect(image.facts.iccProfile == profile)
        #expect(image.samples == .eight([1, 2, 3]))
    }

    /// The smallest profile that libpng takes: a header without tags (ICC.1:2010, 7.2).
    static func profile() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 132)
        bytes.replaceSubrange(0..<4, with: PNGBytes.word(132))
        bytes[8] = 2
        for (place, name) in [(12, "mntr"), (16, "RGB "), (20, "XYZ "), (36, "acsp")] {
            bytes.replaceSubrange(place..<place + 4, with: name.utf8)
        }
        bytes.replaceSubrange(68..<80, with: [0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D])
        return bytes
    }

    @Test func animationIsSaidToBeReadAsAStill() throws {
        let chunk = PNGBytes.chunk("acTL", PNGBytes.word(2) + PNGBytes.word(0))
        let file = PNGBytes(width: 1, height: 1, depth: 8, color: .gray, samples: [9], extra: [chunk])
        #expect(try PixelImage.decodePNG(file.bytes, path: "moving.png").facts.warnings == ["animated: only the still picture is read"])
    }
}
