import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct PictureFactTests {
    private func bars(_ picture: PixelImage) -> Double? { Letterbox.value(of: ImageAnalysis(picture)) }

    /// The scene between bars; each side in pixels.
    private func boxed(
        _ scene: PixelImage, top: Int = 0, bottom: Int = 0, left: Int = 0, right: Int = 0, colour: [Int] = [0, 0, 0]
    ) -> PixelImage {
        guard case .eight(let samples) = scene.samples else { return scene }
        let (width, height) = (scene.width + left + right, scene.height + top + bottom)
        return SyntheticImage.draw(width: width, height: height, channels: 3) { x, y, channel in
            let (x, y) = (x - left, y - top)
            guard (0..<scene.width).contains(x), (0..<scene.height).contains(y) else { return colour[channel] }
            return Int(samples[(y * scene.width + x) * 3 + channel])
        }
    }

    let scene = SyntheticImage.scene(width: 160, height: 120)

    @Test(arguments: [[0, 0, 0], [255, 255, 255], [30, 60, 200]])
    func barsOfAnyColourAreFoundOnEitherPairOfSidesAndAllAround(colour: [Int]) {
        #expect(bars(boxed(scene, top: 20, bottom: 20, colour: colour)) == 0.25)
        #expect(bars(boxed(scene, left: 30, right: 10, colour: colour)) == 0.2)
        #expect(bars(boxed(scene, top: 40, bottom: 40, left: 40, right: 40, colour: colour)) == 0.6)
    }

    @Test func barsMayBeATouchNoisyAndTheirEdgesSoft() throws {
        let boxed = boxed(scene, top: 24, bottom: 24, colour: [128, 128, 128])
        #expect(bars(boxed.noisy(amplitude: 1)) == bars(boxed))
        #expect(try #require(bars(boxed.blurred(radius: 1))) > 0.25)
        #expect(bars(boxed.noisy(amplitude: 12)) == 0)
    }

    @Test func aBarOnOneSideOrTwoColoursOrAHairlineIsNone() {
        #expect(bars(boxed(scene, top: 40)) == 0 && bars(boxed(scene, left: 40)) == 0)
        #expect(bars(boxed(scene, top: 2, bottom: 2)) == 0, "1.6 % of the height")
        let flag = SyntheticImage.draw(width: 90, height: 90, channels: 3) { _, y, channel in
            [[0, 0, 0], [200, 0, 0], [255, 200, 0]][y / 30][channel]
        }
        #expect(bars(flag) == 0)
        #expect(bars(scene) == 0)
    }

    @Test func aDrawingOnAPlainGroundHasNoBars() {
        let disc = SyntheticImage.draw(width: 200, height: 200, channels: 3) { x, y, _ in
            (x - 100) * (x - 100) + (y - 100) * (y - 100) < 60 * 60 ? 40 : 250
        }
        #expect(bars(disc) == 0)
        let sky = SyntheticImage.draw(width: 200, height: 120, channels: 3) { x, y, channel in
            y < 60 + x % 17 ? [120, 180, 240][channel] : [40, 90, 30][channel]
        }
        #expect(bars(sky) == 0)
    }

    @Test func onePixelAndOneColourHaveNoBars() {
        #expect(bars(SyntheticImage.flat(width: 1, height: 1, value: 9)) == 0)
        #expect(bars(SyntheticImage.flat(width: 100, height: 80, value: 0)) == 0)
    }

    @Test func aBarsShareIsTheSameIn16BitsAndGray() {
        let gray = SyntheticImage.draw(width: 100, height: 100, channels: 1) { x, y, _ in (25..<75).contains(y) ? 60 + (x + y) % 97 : 0 }
        #expect(bars(gray) == 0.5 && bars(gray.widened()) == 0.5 && bars(gray.replicated()) == 0.5)
    }

    @Test func sizeAndDepthAreThoseOfTheFile() {
        var picture = SyntheticImage.flat(width: 2000, height: 500, value: 1)
        #expect(Megapixels.value(of: ImageAnalysis(picture)) == 1)
        picture.facts.storedBitDepth = 4
        #expect(BitDepth.value(of: ImageAnalysis(picture)) == 4)
    }

    /// Red (150, 0, 0) and green (0, 76, 0) have nearly the same luma, and are no blank picture.
    @Test func twoColoursOfOneLumaAreNotBlank() throws {
        let data = try ScoringData.load()
        let scorer = try Scorer(data: data, profile: data.profile("image-technical"))
        func gates(_ picture: PixelImage) -> [String] { scorer.score(picture).gates.map(\.gate) }
        let checks = SyntheticImage.draw(width: 400, height: 400, channels: 3) { x, y, channel in
            (x / 8 + y / 8) % 2 == 0 ? [150, 0, 0][channel] : [0, 76, 1][channel]
        }
        let picture = ImageAnalysis(checks)
        #expect(try #require(LumaSpread.value(of: picture)) < 0.5 && #require(ColourSpread.value(of: picture)) > 50)
        #expect(!gates(checks).contains("blank"))
        #expect(gates(SyntheticImage.flat(width: 400, height: 400, value: 90)).contains("blank"))
        #expect(ColourSpread.value(of: ImageAnalysis(SyntheticImage.scene(width: 40, height: 40, channels: 1))) == 0)
    }

    @Test func barsBandsAndSmallnessAreWarnings() throws {
        let data = try ScoringData.load()
        let scorer = try Scorer(data: data, profile: data.profile("image-technical"))
        func gates(_ picture: PixelImage) -> [String] {
            scorer.score(picture).gates.filter { $0.severity == .warn }.map(\.gate).filter(
                ["banded", "letterbox", "low_resolution"].contains)
        }
        #expect(gates(SyntheticImage.scene(width: 400, height: 300)) == [])
        #expect(gates(scene) == ["low_resolution"])
        #expect(gates(boxed(SyntheticImage.scene(width: 400, height: 300), top: 40, bottom: 40)) == ["letterbox"])
        #expect(gates(SyntheticImage.draw(width: 400, height: 300, channels: 3) { x, _, _ in 30 + x / 20 * 8 }) == ["banded"])
    }
}
