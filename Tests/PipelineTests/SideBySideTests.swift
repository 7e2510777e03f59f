import Foundation
import Media
import TestSupport
import Testing

@testable import Pipeline

struct SideBySideTests {
    private func compose(_ inputs: [CompositionInput], in folder: CompositionFolder) throws -> PixelImage {
        try PixelImage.read(#require(compositionMode("side_by_side")).compose(inputs, to: folder.stem).path)
    }

    @Test func threePanelsOfOneSizeStandOverALegend() throws {
        let folder = try CompositionFolder()
        let page = try compose(folder.pair(of: .image), in: folder)
        #expect(page.width == 8 + 3 * 60 + 2 * 8 + 8)
        #expect(page.height == 8 + 44 + 24 + 8 + 40)
        #expect(try folder.sidecar().inputs[1].picture?.rectangle == .init(x: 76, y: 8, width: 60, height: 44))
    }

    @Test func equalPicturesHaveADifferenceOfZero() throws {
        let folder = try CompositionFolder()
        let scene = SyntheticImage.scene(width: 30, height: 20)
        let page = try compose([folder.add(scene, "a"), folder.add(scene, "b")], in: folder)
        let none = DifferenceMap.colours[0]
        let map = page.crop(.init(x: 8 + 2 * 38, y: 8, width: 30, height: 20))
        #expect(map.allSatisfy { $0 == [Int(none.red), Int(none.green), Int(none.blue)] })
        #expect(try folder.sidecar().measurements == ["ciede2000_mean": 0, "ciede2000_p95": 0, "ciede2000_max": 0, "share_beyond_top": 0])
    }

    // ΔE00 of sRGB (100, 150, 200) against (110, 140, 190): 5.2972 by scikit-image 0.26.0 (rgb2lab, deltaE_ciede2000).
    @Test func theScaleIsFixed() throws {
        let folder = try CompositionFolder()
        let first = SyntheticImage.draw(width: 12, height: 10, channels: 3) { _, _, channel in [100, 150, 200][channel] }
        let second = SyntheticImage.draw(width: 12, height: 10, channels: 3) { _, _, channel in [110, 140, 190][channel] }
        let page = try compose([folder.add(first, "a"), folder.add(second, "b")], in: folder)
        let colour = DifferenceMap.colours[Int((5.2972 / 20 * 255).rounded())]
        #expect(page.pixel(8 + 2 * 20 + 3, 12) == [Int(colour.red), Int(colour.green), Int(colour.blue)])
        // The matrices of both agree to six digits.
        #expect(abs(try #require(folder.sidecar().measurements?["ciede2000_mean"]) - 5.2972) < 1e-3)
    }

    @Test func anythingButTwoIsRefusedWithTheRemedy() throws {
        let folder = try CompositionFolder()
        let pair = try folder.pair(of: .image)
        for inputs in [[pair[0]], [pair[0], folder.input("gone", nil)], pair + [pair[0]]] {
            let error = try #require(throws: CompositionError.self) { try compose(inputs, in: folder) }
            #expect(error.code == "needs_two" && error.message.contains("use mode 'sheet'"))
        }
    }

    @Test func unequalSizesAreRefusedWithBothSizes() throws {
        let folder = try CompositionFolder()
        let inputs = try [20, 21].map { try folder.add(SyntheticImage.scene(width: 30, height: $0), "b\($0)") }
        let error = try #require(throws: CompositionError.self) { try compose(inputs, in: folder) }
        #expect(error.code == "sizes_differ" && error.message.contains("30 × 20") && error.message.contains("30 × 21"))
    }

    @Test func aTransparentDifferenceIsSeenOnTheWorseSurround() throws {
        let folder = try CompositionFolder()
        let white = SyntheticImage.flat(width: 10, height: 10, channels: 3, value: 255)
        // White that lets half through equals white on white, and not on black.
        _ = try compose([folder.add(white.withAlpha(255), "solid"), folder.add(white.withAlpha(128), "glass")], in: folder)
        #expect(try #require(folder.sidecar().measurements?["ciede2000_mean"]) > 10)
    }

    @Test func theScaleOfColoursRisesInLightness() {
        let lightness = DifferenceMap.colours.map { colour in
            LabColor(
                red: Double(SRGB.linear8[Int(colour.red)]), green: Double(SRGB.linear8[Int(colour.green)]),
                blue: Double(SRGB.linear8[Int(colour.blue)])
            ).l
        }
        // Steps of L* are 0.34 on average; a rounding to 8-bit codes moves L* by up to 0.2 in the dark.
        #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $1 > $0 - 0.1 })
        #expect(lightness[0] < 10 && lightness[255] > 92)
        #expect(zip(lightness, lightness.dropFirst(4)).allSatisfy { $1 > $0 })
    }

    // Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula", Color Res. Appl. 30 (2005), table 1; printed to four digits.
    @Test(arguments: [
        [50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425], [50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615],
        [50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000], [50, 0, 0, 50, -1, 2, 2.3669],
        [50, 2.4900, -0.0010, 50, -2.4900, 0.0009, 7.1792],
        [50, 2.4900, -0.0010, 50, -2.4900, 0.0011, 7.2195], [50, 2.5, 0, 50, 0, -2.5, 4.3065], [50, 2.5, 0, 73, 25, -18, 27.1492],
        [50, 2.5, 0, 61, -5, 29, 22.8977], [50, 2.5, 0, 58, 24, 15, 19.4535],
        [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
        [22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373], [2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082],
    ])
    func publishedPairsAgree(_ row: [Double]) {
        let first = LabColor(l: row[0], a: row[1], b: row[2])
        let second = LabColor(l: row[3], a: row[4], b: row[5])
        #expect(abs(first.difference(from: second) - row[6]) < 1e-4)
        #expect(abs(second.difference(from: first) - row[6]) < 1e-4)
    }
}
