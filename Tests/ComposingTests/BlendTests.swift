import Foundation
import Media
import TestSupport
import Testing

@testable import Composing

struct BlendTests {
    private func blend(
        _ name: String, _ pictures: [PixelImage], _ settings: [String: String] = [:], in folder: CompositionFolder? = nil
    ) throws -> PixelImage {
        let folder = try folder ?? CompositionFolder()
        let inputs = try pictures.enumerated().map { try folder.add($1, "p\($0)") }
        return try PixelImage.read(#require(compositionMode(name, settings)).compose(inputs, to: folder.stem).path)
    }

    /// PSNR over all channels of samples scaled to 0…1.
    private func psnr(_ a: PixelImage, _ b: PixelImage) -> Double {
        let (full, other) = (a.bitDepth == 8 ? 255.0 : 65_535, b.bitDepth == 8 ? 255.0 : 65_535)
        let errors = zip(a.allPixels, b.allPixels).flatMap { zip($0, $1).map { Double($0) / full - Double($1) / other } }
        return -10 * log10(errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count) + 1e-30)
    }

    private func close(_ image: PixelImage, within tolerance: Double, _ expected: (_ x: Int, _ y: Int, _ channel: Int) -> Double) -> Bool {
        (0..<image.height).allSatisfy { y in
            (0..<image.width).allSatisfy { x in
                image.pixel(x, y).enumerated().allSatisfy { abs(Double($1) - expected(x, y, $0)) <= tolerance }
            }
        }
    }

    private func light(_ code: Int) -> Double { SRGB.linear(Double(code) / 255) }

    private let scene = SyntheticImage.scene(width: 60, height: 44)

    // MARK: Mean and median

    @Test func theMeanIsOfLight() throws {
        let other = scene.noisy(amplitude: 40)
        let mean = try blend("mean", [scene, other])
        #expect(
            close(mean, within: 0.51) { x, y, c in 255 * SRGB.encoded((light(scene.pixel(x, y)[c]) + light(other.pixel(x, y)[c])) / 2) })
        let black = SyntheticImage.flat(width: 8, height: 8, value: 0), white = SyntheticImage.flat(width: 8, height: 8, value: 255)
        #expect(
            try blend("mean", [black, white], ["force": "true"]).pixel(3, 3) == [188, 188, 188], "half the light is code 188, not 128")
    }

    @Test func theMeanCountsColourByItsAlpha() throws {
        let red = SyntheticImage.draw(width: 4, height: 4, channels: 4) { _, _, c in [255, 0, 0, 255][c] }
        let clear = SyntheticImage.draw(width: 4, height: 4, channels: 4) { _, _, c in [0, 255, 0, 0][c] }
        #expect(
            try blend("mean", [red, clear], ["force": "true"]).pixel(1, 1) == [255, 0, 0, 128], "green that is not seen tints nothing")
    }

    @Test func anOddMedianIsOneOfTheCodes() throws {
        let pictures = [
            scene, scene.noisy(amplitude: 20), scene.noisy(amplitude: 45), scene.noisy(amplitude: 60), scene.noisy(amplitude: 70),
        ]
        let median = try blend("median", pictures)
        #expect(close(median, within: 0) { x, y, c in Double(pictures.map { $0.pixel(x, y)[c] }.sorted()[2]) })
    }

    @Test func anEvenMedianIsTheMeanOfTheMiddleTwoInLight() throws {
        let pictures = [scene, scene.noisy(amplitude: 20), scene.noisy(amplitude: 45), scene.noisy(amplitude: 60)]
        let median = try blend("median", pictures)
        #expect(
            close(median, within: 0.51) { x, y, c in
                let sorted = pictures.map { $0.pixel(x, y)[c] }.sorted()
                return 255 * SRGB.encoded((light(sorted[1]) + light(sorted[2])) / 2)
            })
        #expect(try blend("median", pictures.map { $0.widened() }).bitDepth == 16)
    }

    // MARK: Exposure fusion

    private func fixture(_ name: String) throws -> PixelImage {
        try PixelImage.read(#require(Bundle.module.path(forResource: name, ofType: "png", inDirectory: "Fixtures")))
    }

    // Expected picture: OpenCV 5.0.0, see Fixtures/README.md.
    @Test(arguments: [("16", 60.0), ("8", 50.0)])
    func exposureFusionAgreesWithOpenCV(_ depth: String, _ least: Double) throws {
        let fused = try blend("exposure_fusion", ["dark", "middle", "bright"].map { try fixture("fusion_\($0)") }, ["depth": depth])
        #expect(fused.bitDepth == Int(depth))
        #expect(psnr(fused, try fixture("fusion_opencv")) >= least)
    }

    @Test func whatIsClippedIsReported() throws {
        let folder = try CompositionFolder()
        _ = try blend("exposure_fusion", ["dark", "middle", "bright"].map { try fixture("fusion_\($0)") }, in: folder)
        let share = try #require(folder.sidecar().measurements?["clipped_share"])
        #expect(share > 0 && share < 0.05)
    }

    @Test func fusingAPictureWithItselfGivesThePicture() throws {
        #expect(psnr(try blend("exposure_fusion", [scene, scene, scene]), scene) > 55)
    }

    @Test func aFlatPictureBesideAnotherIsNotTheSameThing() throws {
        let folder = try CompositionFolder()
        let scene = SyntheticImage.scene(width: 80, height: 60), flat = SyntheticImage.flat(width: 80, height: 60, channels: 3, value: 90)
        let mode = try #require(compositionMode("mean"))
        let error = try #require(throws: CompositionError.self) {
            try mode.compose([folder.add(scene, "scene"), folder.add(flat, "flat")], to: folder.stem)
        }
        #expect(error.code == "not_aligned" && error.message.contains("flat 0.00"))
        _ = try mode.compose([folder.add(flat, "f1"), folder.add(flat, "f2")], to: folder.stem)
    }

    @Test func mediansOfOthersLeaveOneOut() {
        let planes: [[Float]] = [[1, 5], [2, 5], [9, 0], [4, 7]]
        #expect(Alignment.mediansOfOthers(planes) == [[4, 5], [4, 5], [2, 5], [2, 5]])
        #expect(Alignment.mediansOfOthers(Array(planes[..<2])) == [[2, 5], [1, 5]])
        #expect(Alignment.mediansOfOthers(Array(planes[..<3])) == [[5.5, 2.5], [5, 2.5], [1.5, 5]])
    }

    @Test func tooManyPicturesAreRefusedBeforeAnyIsRead() throws {
        let folder = try CompositionFolder()
        let inputs = Array(repeating: folder.input("gone", "\(folder.path)/gone.png"), count: 65)
        let error = try #require(throws: CompositionError.self) { try #require(compositionMode("median")).compose(inputs, to: folder.stem) }
        #expect(error.code == "too_many")
    }

    @Test func theRemedyForTransparencyHelps() throws {
        let folder = try CompositionFolder()
        let scene = SyntheticImage.scene(width: 20, height: 16)
        let clear = PixelImage(width: 20, height: 16, channels: 4, samples: .eight(Array(repeating: 90, count: 20 * 16 * 4)))
        let mode = try #require(compositionMode("exposure_fusion", ["force": "true"]))
        let own = try #require(throws: CompositionError.self) {
            try mode.compose([folder.add(scene, "scene"), folder.add(clear, "clear")], to: folder.stem)
        }
        #expect(own.message.contains("flatten it") && !own.message.contains("fill"))
        let padding = try #require(compositionMode("exposure_fusion", ["force": "true", "sizes": "pad", "reference": "scene"]))
        let padded = try #require(throws: CompositionError.self) {
            try padding.compose(
                [folder.add(scene, "scene"), folder.add(SyntheticImage.scene(width: 12, height: 10), "small")], to: folder.stem)
        }
        #expect(padded.message.contains("sizes: fill") && !padded.message.contains("flatten"))
    }

    @Test func transparentPicturesAreNotFused() throws {
        for mode in ["exposure_fusion", "focus_stack"] {
            let error = try #require(throws: CompositionError.self) { try blend(mode, [scene.withAlpha(255), scene.withAlpha(90)]) }
            #expect(error.code == "has_alpha" && error.message.contains("p1") && !error.message.contains("p0"))
        }
    }

    // MARK: Focus

    @Test func twoHalfSharpPicturesBecomeASharpOne() throws {
        let sharp = SyntheticImage.scene(width: 120, height: 80)
        let soft = sharp.blurred(radius: 3)
        func half(_ left: PixelImage, _ right: PixelImage) -> PixelImage {
            SyntheticImage.draw(width: 120, height: 80, channels: 3) { x, y, c in (x < 60 ? left : right).pixel(x, y)[c] }
        }
        let inputs = [half(sharp, soft), half(soft, sharp)]
        let folder = try CompositionFolder()
        let stacked = psnr(try blend("focus_stack", inputs, in: folder), sharp)
        #expect(stacked >= inputs.map { psnr($0, sharp) }.max() ?? 0 + 6)
        #expect(stacked >= psnr(try blend("mean", inputs), sharp) + 6)
        let share = try #require(folder.sidecar().measurements?["share_of_p0"])
        #expect(abs(share - 0.5) < 0.05)
    }

    // MARK: Over

    @Test(arguments: [false, true])
    func overIsPorterDuff(_ isCompatible: Bool) throws {
        let top = SyntheticImage.draw(width: 16, height: 16, channels: 4) { x, y, c in [x * 16, y * 16, 200, (x * y) % 256][c] }
        let bottom = SyntheticImage.draw(width: 16, height: 16, channels: 4) { x, y, c in [255 - y * 16, 30, x * 10, 255 - x * 9][c] }
        let result = try blend("over", [bottom, top], ["compat": String(isCompatible)])
        func decoded(_ code: Int) -> Double { isCompatible ? Double(code) / 255 : light(code) }
        func encoded(_ value: Double) -> Double { isCompatible ? value : SRGB.encoded(value) }
        #expect(
            close(result, within: 0.51) { x, y, c in
                let (f, b) = (top.pixel(x, y), bottom.pixel(x, y))
                let (fa, ba) = (Double(f[3]) / 255, Double(b[3]) / 255)
                let alpha = fa + ba * (1 - fa)
                return 255 * (c == 3 ? alpha : encoded((decoded(f[c]) * fa + decoded(b[c]) * ba * (1 - fa)) / alpha))
            })
    }

    @Test func whatIsTransparentChangesNothing() throws {
        let clear = SyntheticImage.draw(width: 60, height: 44, channels: 4) { _, _, c in c == 3 ? 0 : 255 }
        #expect(try blend("over", [scene.withAlpha(255), clear]).allPixels == scene.withAlpha(255).allPixels)
    }

    // MARK: Sizes and alignment

    @Test func otherSizesAreRefusedWithAllSizesAndTheRemedy() throws {
        let error = try #require(throws: CompositionError.self) { try blend("mean", [scene, SyntheticImage.scene(width: 30, height: 22)]) }
        #expect(error.code == "sizes_differ" && error.message.contains("60 × 44") && error.message.contains("fit, fill or pad"))
    }

    @Test(arguments: [("fit", 30, 15, true), ("fill", 60, 30, false), ("pad", 40, 20, true)])
    func fittingIsRelativeToTheSmallest(_ rule: String, _ width: Int, _ height: Int, _ isTransparent: Bool) throws {
        let folder = try CompositionFolder()
        let inputs = [SyntheticImage.scene(width: 40, height: 20), SyntheticImage.scene(width: 30, height: 25)]
        let result = try blend("mean", inputs, ["sizes": rule, "force": "true"], in: folder)
        // 40 × 20 has 800 pixels, 30 × 25 has 750.
        #expect(result.width == 30 && result.height == 25 && result.hasAlpha == isTransparent)
        let place = try #require(folder.sidecar().inputs[0].picture).rectangle
        #expect(place.width == (rule == "fill" ? 50 : width) && place.height == (rule == "fill" ? 25 : height))
    }

    @Test func aNamedReferenceCounts() throws {
        let result = try blend(
            "over", [SyntheticImage.scene(width: 40, height: 20), SyntheticImage.scene(width: 10, height: 10).withAlpha(99)],
            ["sizes": "pad", "reference": "p0"])
        #expect(result.width == 40 && result.height == 20)
        #expect(throws: CompositionError.self) { try blend("over", [scene, scene], ["reference": "nobody"]) }
    }

    @Test func picturesOfOtherThingsAreRefusedUnlessForced() throws {
        let mirrored = SyntheticImage.draw(width: 120, height: 80, channels: 3) { x, y, c in (x / 17 * 37 + y / 23 * 91 + c * 40) % 256 }
        let scene = SyntheticImage.scene(width: 120, height: 80)
        for mode in ["mean", "median", "exposure_fusion", "focus_stack"] {
            let error = try #require(throws: CompositionError.self) { try blend(mode, [scene, mirrored]) }
            #expect(error.code == "not_aligned" && error.message.contains("'sheet'") && error.message.contains("'force'"))
        }
        let folder = try CompositionFolder()
        _ = try blend("mean", [scene, mirrored], ["force": "true"], in: folder)
        #expect(try folder.sidecar().warnings.count == 2)
    }

    @Test func oneStrayAmongManyIsNamed() throws {
        let stray = SyntheticImage.draw(width: 60, height: 44, channels: 3) { x, y, c in (x / 17 * 37 + y / 23 * 91 + c * 40) % 256 }
        let error = try #require(throws: CompositionError.self) { try blend("median", [scene, scene.noisy(amplitude: 9), stray]) }
        #expect(error.code == "not_aligned" && error.message.contains("p2") && !error.message.contains("p0"))
    }

    @Test func whatHasNoFileIsLeftOutAndListed() throws {
        let folder = try CompositionFolder()
        let inputs = [try folder.add(scene, "a"), folder.input("b", nil, note: "timed_out"), try folder.add(scene, "c")]
        let result = try PixelImage.read(#require(compositionMode("mean")).compose(inputs, to: folder.stem).path)
        #expect(result.allPixels == scene.allPixels)
        #expect(try folder.sidecar().inputs[1].note == "timed_out" && folder.sidecar().warnings == ["b is left out: timed_out"])
    }
}
