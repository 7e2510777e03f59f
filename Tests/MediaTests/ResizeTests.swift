import Foundation
import Media
import TestSupport
import Testing

struct ResizeTests {
    /// PSNR over all channels of 16-bit pictures; a zone plate aliases, so its bound is lower.
    @Test(arguments: try PillowCase.all())
    func agreesWithPillow(_ expected: PillowCase) throws {
        let result = try expected.source.resized(width: expected.newWidth, height: expected.newHeight)
        let found = try #require(result.words)
        #expect(found.count == expected.codes.count)
        // Colour under an alpha of 2 % or less is not seen and ill-conditioned.
        let pixels = (0..<expected.newWidth * expected.newHeight).filter { expected.channels != 4 || expected.codes[$0 * 4 + 3] > 1311 }
        let errors = pixels.flatMap { pixel in
            (pixel * expected.channels..<(pixel + 1) * expected.channels).map { Double(Int(found[$0]) - expected.codes[$0]) / 65_535 }
        }
        let mean = errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
        #expect(-10 * log10(mean + 1e-30) >= (expected.name == "zone_plate" ? 45 : 60))
    }

    @Test func aOnePixelCheckerShrinksToTheLightOfHalf() throws {
        let checker = SyntheticImage.draw(width: 64, height: 64, channels: 1) { x, y, _ in (x + y) % 2 * 255 }
        let half = try checker.resized(width: 32, height: 32)
        // Half the light is code 188 of sRGB (IEC 61966-2-1); half the code would be 128. Borders see a cut kernel.
        for y in 4..<28 {
            for x in 4..<28 { #expect(half.bytes?[y * 32 + x] == 188) }
        }
    }

    @Test func theSameSizeGivesTheSameSamples() throws {
        let scene = SyntheticImage.scene(width: 31, height: 17)
        #expect(try scene.resized(width: 31, height: 17) == scene)
        #expect(try scene.fitted(into: 512, 512) == scene)
    }

    @Test func flatPicturesKeepTheirCode() throws {
        for code in stride(from: 0, through: 255, by: 5) {
            let flat = SyntheticImage.flat(width: 9, height: 9, value: UInt8(code))
            #expect(try flat.resized(width: 4, height: 5).bytes?.allSatisfy { $0 == UInt8(code) } == true)
        }
    }

    @Test func everyCodeSurvivesLinearLight() {
        for code in 0...255 { #expect(SRGB.code8(SRGB.linear8[code]) == UInt8(code)) }
        for code in stride(from: 0, through: 65_535, by: 7) { #expect(SRGB.code16(SRGB.linear16[code]) == UInt16(code)) }
        #expect(SRGB.code8(.nan) == 0 && SRGB.code8(-1) == 0 && SRGB.code8(2) == 255)
    }

    @Test func encodingRoundsToTheNearestCode() {
        for step in 0...20_000 {
            let linear = Float(step) / 20_000
            let exact = SRGB.encoded(Double(linear)) * 255
            // Half a code, and the rounding of Float at the border between two.
            #expect(abs(Double(SRGB.code8(linear)) - exact) <= 0.5 + 1e-3)
        }
    }

    @Test func aRedSquareOnTransparentWhiteGetsNoLightFringe() throws {
        let square = SyntheticImage.draw(width: 40, height: 40, channels: 4) { x, y, channel in
            let isInside = (10..<30).contains(x) && (10..<30).contains(y)
            return isInside ? (channel == 0 || channel == 3 ? 255 : 0) : (channel == 3 ? 0 : 255)
        }
        let small = try #require(square.resized(width: 13, height: 13).bytes)
        for pixel in 0..<13 * 13 where small[pixel * 4 + 3] > 5 {
            #expect(small[pixel * 4] == 255 && small[pixel * 4 + 1] == 0 && small[pixel * 4 + 2] == 0)
        }
    }

    @Test(arguments: [(1024, 512, 512, 256), (300, 200, 300, 200), (513, 512, 512, 511), (10_000, 3, 512, 1), (3, 10_000, 1, 512)])
    func fittingKeepsTheShapeAndNeverEnlarges(_ width: Int, _ height: Int, _ newWidth: Int, _ newHeight: Int) {
        let size = PixelImage.fittedSize(width: width, height: height, into: 512, 512)
        #expect(size.width == newWidth && size.height == newHeight)
    }

    @Test func sixteenBitsStaySixteen() throws {
        let deep = SyntheticImage.scene(width: 20, height: 20).widened()
        #expect(try deep.resized(width: 7, height: 7).bitDepth == 16)
    }

    @Test func absurdSizesAreRefusedBeforeMemoryIsTaken() {
        let dot = SyntheticImage.flat(width: 1, height: 1, value: 3)
        #expect(throws: MediaError.self) { try dot.resized(width: 1_000_000, height: 1_000_000) }
        #expect(throws: MediaError.self) { try dot.resized(width: Int.max / 2, height: 8) }
    }

    @Test func mitchellRingsLessThanLanczos() throws {
        let edge = SyntheticImage.draw(width: 60, height: 8, channels: 1) { x, _, _ in x < 30 ? 60 : 200 }
        func overshoot(_ filter: ResizeFilter) throws -> Int {
            Int(try #require(edge.resized(width: 90, height: 8, filter: filter).bytes).max() ?? 0) - 200
        }
        #expect(try overshoot(.mitchell) < overshoot(.lanczos3))
    }
}

/// One row of `Fixtures/resize/pillow.csv`.
struct PillowCase: Sendable, CustomTestStringConvertible {
    let name: String
    let isZonePlate: Bool
    let width: Int
    let height: Int
    let channels: Int
    let newWidth: Int
    let newHeight: Int
    let codes: [Int]

    var testDescription: String { name }

    static func all() throws -> [PillowCase] {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        let text = try String(contentsOf: folder.appending(path: "resize/pillow.csv"), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map(PillowCase.init)
    }

    init(_ line: Substring) {
        let fields = line.split(separator: ",").map(String.init)
        let numbers = fields[2..<7].compactMap { Int($0) }
        name = fields[0]
        isZonePlate = fields[1] == "zone"
        (width, height, channels, newWidth, newHeight) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
        codes = fields[7].split(separator: " ").compactMap { Int($0) }
    }

    /// The pattern of `pillow.py` in 16 bits, so that the result is not rounded to 8.
    var source: PixelImage {
        SyntheticImage.draw(width: width, height: height, channels: channels) { x, y, channel in
            if isZonePlate {
                let phase = (x * x + y * y) % 128
                return phase < 64 ? phase * 4 : (127 - phase) * 4
            }
            if channels % 2 == 0, channel == channels - 1 { return min(255, (x * 11 + y * 5) % 300) }
            return (x * 7 + y * 13 + channel * 29 + (x * y) % 31 * 5) % 256
        }.widened()
    }
}

extension PixelImage {
    fileprivate var bytes: [UInt8]? {
        if case .eight(let values) = samples { return values }
        return nil
    }

    fileprivate var words: [UInt16]? {
        if case .sixteen(let values) = samples { return values }
        return nil
    }
}
