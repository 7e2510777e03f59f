import Catalogs
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct SSIMULACRA2Tests {
    private func score(_ candidate: PixelImage, _ reference: PixelImage) throws -> Double {
        let metric = try makeImageMetric("ssimulacra2")
        return try #require(try metric.reading(of: ImageAnalysis(candidate), against: ImageAnalysis(reference)).get().value)
    }

    @Test(arguments: [(8, 8), (9, 31), (112, 113), (227, 130)])
    func identicalPicturesGiveExactly100(width: Int, height: Int) throws {
        let scene = SyntheticImage.scene(width: width, height: height)
        let flat = SyntheticImage.flat(width: width, height: height, value: 91)
        for picture in [scene, flat, scene.withAlpha(40)] { #expect(try score(picture, picture) == 100) }
        #expect(try score(scene.noisy(amplitude: 40), scene) < 90)
    }

    @Test func flatPicturesOfTwoGraysDiffer() throws {
        let dark = SyntheticImage.flat(width: 40, height: 40, value: 100), bright = SyntheticImage.flat(width: 40, height: 40, value: 140)
        let near = SyntheticImage.flat(width: 40, height: 40, value: 104)
        #expect(try score(bright, dark) < score(near, dark))
        #expect(try score(near, dark) < 100)
    }

    @Test func itMattersWhichIsTheReference() throws {
        let scene = SyntheticImage.scene(width: 160, height: 140)
        let blurred = scene.blurred(radius: 2)
        #expect(try abs(score(blurred, scene) - score(scene, blurred)) > 0.1)
    }

    @Test func theWorseOfTwoBackgroundsCounts() throws {
        let scene = SyntheticImage.scene(width: 130, height: 120)
        let worse = scene.noisy(amplitude: 30)
        // Opaque pixels read as without transparency.
        #expect(try score(worse.withAlpha(255), scene.withAlpha(255)) == score(worse, scene))
        // Half transparent white against nothing shows most over the dark background. Over it both are these grays.
        let white = SyntheticImage.flat(width: 130, height: 120, value: 230)
        let found = try score(white.withAlpha(128), white.withAlpha(0))
        let gray = { (value: Double) in
            PixelImage(
                width: 130, height: 120, channels: 1,
                samples: .sixteen([UInt16](repeating: UInt16((value * 257).rounded()), count: 130 * 120)))
        }
        let expected = try score(gray((230 * 128 + 25.5 * 127) / 255), gray(25.5))
        #expect(abs(found - expected) < 0.1)
        #expect(try found < score(gray((230 * 128 + 229.5 * 127) / 255), gray(229.5)) - 10)
    }

    @Test func theMapShowsWhereAndItsMeanIsOneOfTheNorms() throws {
        let scene = SyntheticImage.scene(width: 90, height: 70)
        guard case .eight(let samples) = scene.samples else { return }
        let spoilt = SyntheticImage.draw(width: 90, height: 70, channels: 3) { x, y, channel in
            (40..<50).contains(x) && (30..<40).contains(y) ? 128 : Int(samples[(y * 90 + x) * 3 + channel])
        }
        var options = Options(of: "metric")
        let map = try SSIMULACRA2(options: &options).map(ImageAnalysis(spoilt), against: ImageAnalysis(scene))
        #expect(map.width == 90 && map.height == 70)
        let inside = (0..<70 * 90).filter { (36..<54).contains($0 % 90) && (26..<44).contains($0 / 90) }
        #expect(inside.map { map.values[$0] }.max()! > 0.3)
        #expect(map.values.indices.allSatisfy { inside.contains($0) || map.values[$0] == 0 })
    }

    @Test func mirroringBothChangesNothingButRounding() throws {
        // Sides that stay even down to the last scale: an odd one repeats its last column and not its first.
        let scene = SyntheticImage.scene(width: 192, height: 160)
        let worse = scene.blurred(radius: 1)
        #expect(try abs(score(worse, scene) - score(worse.mirrored(), scene.mirrored())) < 1e-9)
    }

    /// Recorded on x86-64 with AVX-512; builds for AVX2 and SSE2 gave the same bits, and so must every other machine.
    @Test func everyProcessorGivesTheSameBits() throws {
        let scene = SyntheticImage.scene(width: 203, height: 171)
        #expect(try score(scene.noisy(amplitude: 25), scene).bitPattern == 0x404B87A4C2C421F5)
    }
}
