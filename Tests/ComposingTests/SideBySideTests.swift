import Foundation
import Media
import TestSupport
import Testing

@testable import Composing

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
        let none = DifferenceMap.colour(of: 0)
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
        let colour = DifferenceMap.colour(of: 5.2972)
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
}
