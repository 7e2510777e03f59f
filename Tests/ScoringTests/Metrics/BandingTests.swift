import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct BandingTests {
    private func value(_ picture: PixelImage) throws -> Double {
        try #require(try makeImageMetric("banding").reading(of: ImageAnalysis(picture)).get().value)
    }

    /// Slopes in 1/1000 of a code value: along the rows, down the columns, and across both.
    static let slopes: [@Sendable (_ x: Int, _ y: Int) -> Int] = [
        { x, _ in 20_000 + 390 * x }, { _, y in 20_000 + 600 * y }, { x, y in 30_000 + 130 * (x + y) },
    ]

    private func gradient(_ slope: (Int, Int) -> Int, bits: Int) -> PixelImage {
        let step = 1 << (8 - bits)
        return SyntheticImage.draw(width: 320, height: 240, channels: 1) { x, y, _ in slope(x, y) / 1000 / step * step }
    }

    private func dithered(_ slope: (Int, Int) -> Int, step: Int) -> PixelImage {
        var random = SplitMix(seed: 3)
        return SyntheticImage.draw(width: 320, height: 240, channels: 1) { x, y, _ in
            (slope(x, y) + Int(random.next() % UInt64(1000 * step))) / (1000 * step) * step
        }
    }

    @Test(arguments: slopes.indices)
    func risesWithEveryBitThatAGradientLacks(slope: Int) throws {
        let values = try [4, 5, 6, 7].map { try value(gradient(Self.slopes[slope], bits: $0)) }
        #expect(values == values.sorted(by: >) && Set(values).count == 4, "\(values)")
        #expect(values[1] > 0.6 && values[2] > 0.3 && values[3] < 0.2, "\(values)")
    }

    @Test(arguments: slopes.indices)
    func anEvenGradientOf8BitsIsNextToNothingAndADitheredOneLess(slope: Int) throws {
        let clean = try value(gradient(Self.slopes[slope], bits: 8))
        #expect(clean < 0.05)
        for step in [1, 4, 8] { #expect(try value(dithered(Self.slopes[slope], step: step)) < 0.1, "step \(step)") }
    }

    @Test func smoothingBandsNeverReadsWorse() throws {
        let banded = gradient(Self.slopes[0], bits: 5)
        let values = try [banded, banded.blurred(radius: 4), banded.blurred(radius: 10)].map(value)
        #expect(values == values.sorted(by: >), "\(values)")
        #expect(values[2] < 0.1)
    }

    @Test func bandsUnderAThinNoiseOrWithSoftStepsAreStillBands() throws {
        let banded = SyntheticImage.draw(width: 320, height: 240, channels: 1) { x, _, _ in x / 20 * 8 + 40 }
        #expect(try value(banded.blurred(radius: 1)) > 0.6)
        #expect(try value(banded.noisy(amplitude: 1)) > 0.3)
        #expect(try value(banded.noisy(amplitude: 24)) < 0.02)
    }

    @Test func whatHasNoSlopeHasNoBands() throws {
        #expect(try value(SyntheticImage.flat(width: 90, height: 70, value: 77)) == 0)
        #expect(try value(SyntheticImage.scene(width: 320, height: 240)) < 0.01)
        var random = SplitMix(seed: 1)
        let colours = (0..<64).map { _ in Int(random.next() % 256) }
        let flatArt = SyntheticImage.draw(width: 320, height: 240, channels: 1) { x, y, _ in colours[x / 40 + y / 30 * 8] }
        #expect(try value(flatArt) < 0.1)
        let checks = SyntheticImage.draw(width: 320, height: 240, channels: 1) { x, y, _ in 100 + (x / 20 + y / 20) % 2 * 8 }
        #expect(try value(checks) == 0, "up and down again is a pattern, not a slope")
    }

    @Test func aGradientOf16BitsHasNoBands() throws {
        let words = (0..<240).flatMap { _ in (0..<320).map { UInt16(5000 + $0 * 100) } }
        #expect(try value(PixelImage(width: 320, height: 240, channels: 1, samples: .sixteen(words))) == 0)
    }

    @Test func theWorstPartsDecide() throws {
        let sky = SyntheticImage.draw(width: 320, height: 320, channels: 1) { x, y, _ in y < 96 ? x / 20 * 8 + 40 : (x * 37 + y * 91) % 251
        }
        let all = SyntheticImage.draw(width: 320, height: 320, channels: 1) { x, _, _ in x / 20 * 8 + 40 }
        #expect(try value(sky) > 0.8 * value(all))
    }
}
