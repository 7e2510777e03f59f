import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct BlurEffectTests {
    private func value(_ picture: PixelImage) throws -> Double {
        try #require(try makeImageMetric("blur_effect").reading(of: ImageAnalysis(picture)).get().value)
    }

    /// Where the box is longer than the picture it reflects more than once; at each width the vectors end somewhere else.
    @Test(arguments: Array(4...40) + [97])
    func followsItsFormulaAtEverySize(side: Int) throws {
        for (width, height) in [(side, 17), (17, side), (side, side)] {
            let picture = SyntheticImage.scene(width: width, height: height, channels: 1)
            let expected = max(share(of: picture, along: true), share(of: picture, along: false))
            #expect(abs(try value(picture) - expected) <= 1e-6 * expected, "\(width)×\(height)")
        }
    }

    @Test func moreBlurReadsHigherAndNoiseLower() throws {
        let scene = SyntheticImage.scene(width: 160, height: 120)
        let blurred = try [scene, scene.blurred(radius: 1), scene.blurred(radius: 2), scene.blurred(radius: 4)].map(value)
        #expect(blurred == blurred.sorted() && Set(blurred).count == 4)
        #expect(try value(scene.blurred(radius: 2).noisy(amplitude: 20)) < blurred[2])
    }

    @Test func whatHasNothingToLoseIsBlurred() throws {
        #expect(try value(SyntheticImage.flat(width: 30, height: 20, value: 77)) == 1)
        #expect(try value(SyntheticImage.draw(width: 64, height: 64, channels: 1) { x, _, _ in 2 * x }) > 0.9)
    }

    @Test func aSideOfThreeIsTooShort() {
        let missing = #expect(throws: Missing.self) {
            try makeImageMetric("blur_effect").reading(of: ImageAnalysis(SyntheticImage.scene(width: 3, height: 50))).get()
        }
        #expect(missing?.reason == "too small: 3×50, both sides must be at least 4")
    }

    /// The definition, written out: box of 11, Sobel of picture and blurred picture, both as if the picture were mirrored.
    private func share(of picture: PixelImage, along: Bool) -> Double {
        guard case .eight(let samples) = picture.samples else { return .nan }
        let (width, height) = (picture.width, picture.height)
        func mirrored(_ i: Int, _ n: Int) -> Int { i < 0 ? mirrored(-1 - i, n) : i >= n ? mirrored(2 * n - 1 - i, n) : i }
        func sharp(_ x: Int, _ y: Int) -> Double { Double(samples[mirrored(y, height) * width + mirrored(x, width)]) }
        // The box reflects at the border of the picture, the Sobel mask at the border of what the box left.
        func blurred(_ x: Int, _ y: Int) -> Double {
            let (x, y) = (mirrored(x, width), mirrored(y, height))
            return (-5...5).reduce(0) { $0 + (along ? sharp(x + $1, y) : sharp(x, y + $1)) } / 11
        }
        func sobel(_ at: (Int, Int) -> Double, _ x: Int, _ y: Int) -> Double {
            zip([-1, 0, 1], [0.25, 0.5, 0.25]).reduce(0) { sum, tap in
                let across = tap.0
                let step = along ? at(x + 1, y + across) - at(x - 1, y + across) : at(x + across, y + 1) - at(x + across, y - 1)
                return sum + tap.1 * step / 2
            }
        }
        var all = 0.0, lost = 0.0
        for y in 2..<height - 1 {
            for x in 2..<width - 1 {
                let a = abs(sobel(sharp, x, y)), b = abs(sobel(blurred, x, y))
                all += a
                lost += max(0, a - b)
            }
        }
        return (all - lost) / all
    }
}
