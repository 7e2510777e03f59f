import Foundation
import Media
import TestSupport
import Testing

@testable import Composing

struct FlipTests {
    @Test func framesFollowEachOtherEndlessly() throws {
        let folder = try CompositionFolder()
        let inputs = try folder.pair(of: .image)
        _ = try #require(compositionMode("flip", ["seconds": "0.75"])).compose(inputs, to: folder.stem)
        let animation = try AnimationFrames(folder.bytes("out.png"))
        #expect(animation.images.count == 2 && animation.plays == 0 && animation.delays == [750, 750])
        // The bar of 24 pixels under each names it; the winner's is gold.
        #expect(animation.images.allSatisfy { $0.width == 60 && $0.height == 44 + 24 })
        #expect(animation.images[1].pixel(0, 45) == [255, 196, 0] && animation.images[0].pixel(0, 45) == [40, 40, 40])
        #expect(
            try PixelImage.read("\(folder.stem).png").allPixels == animation.images[0].allPixels,
            "a viewer without animation shows the first")
    }

    @Test func sixteenBitsAndAlphaStay() throws {
        let folder = try CompositionFolder()
        let deep = SyntheticImage.scene(width: 20, height: 10).withAlpha(99).widened()
        let inputs = [try folder.add(deep, "a"), try folder.add(SyntheticImage.scene(width: 20, height: 10), "b")]
        _ = try #require(compositionMode("flip", ["labels": "false"])).compose(inputs, to: folder.stem)
        let frames = try AnimationFrames(folder.bytes("out.png")).images
        #expect(frames[0].allPixels == deep.allPixels && frames[1].bitDepth == 16 && frames[1].channels == 4)
    }
}

struct ProfileTests {
    private let wideGamut = ICCBytes.display("Display P3", colorants: ICCBytes.p3Colorants, gamma: nil)

    @Test(arguments: ["sheet", "side_by_side", "flip"])
    func aProfileThatAllShareStaysWithItsSamples(_ mode: String) throws {
        let folder = try CompositionFolder()
        let profile = wideGamut
        let scene = SyntheticImage.scene(width: 40, height: 30)
        let inputs = try ["a", "b"].map { try folder.add(scene.encodedPNG(profile: profile), $0) }
        let path = try #require(compositionMode(mode)).compose(inputs, to: folder.stem).path
        #expect(try PixelImage.read(path).facts.iccProfile == profile)
        #expect(try folder.sidecar().inputs.allSatisfy { $0.picture?.isExact == true } && folder.sidecar().warnings.isEmpty)
    }

    @Test(arguments: ["sheet", "side_by_side", "flip", "mean"])
    func differentProfilesBecomeSRGBAndThatIsSaid(_ mode: String) throws {
        let folder = try CompositionFolder()
        let scene = SyntheticImage.scene(width: 40, height: 30)
        let inputs = [try folder.add(scene.encodedPNG(profile: wideGamut), "wide"), try folder.add(scene, "plain")]
        let path = try #require(compositionMode(mode)).compose(inputs, to: folder.stem).path
        #expect(try PixelImage.read(path).facts.iccProfile == nil)
        let sidecar = try folder.sidecar()
        #expect(sidecar.warnings.count == 1 && sidecar.warnings[0].hasPrefix("wide was converted to sRGB from"))
        #expect(sidecar.inputs[0].picture?.isExact == false)
    }
}
