import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct StructuralSimilarityTests {
    /// The formula of the paper window by window in double precision. Float planes centred on 128 keep about 7 digits of every
    /// factor; over the mean 1e-6 is left.
    @Test(arguments: 11...44)
    func agreesWithTheFormulaAtEveryWidth(width: Int) {
        let picture = SyntheticImage.scene(width: width, height: 13)
        let x = ImageAnalysis(picture).luma, y = ImageAnalysis(picture.noisy(amplitude: 25)).luma
        let plain = formula(x, y)
        #expect(abs(StructuralSimilarity.mean(.all, of: x, and: y) - plain.all) < 1e-6)
        #expect(abs(StructuralSimilarity.mean(.contrastAndStructure, of: x, and: y) - plain.contrast) < 1e-6)
    }

    @Test func flatPicturesDifferInLuminanceOnly() {
        let x = ImageAnalysis(SyntheticImage.flat(width: 20, height: 20, value: 100)).luma
        let y = ImageAnalysis(SyntheticImage.flat(width: 20, height: 20, value: 140)).luma
        let luminance: Double = (2 * 100 * 140 + 6.5025) / (100 * 100 + 140 * 140 + 6.5025)
        #expect(abs(StructuralSimilarity.mean(.all, of: x, and: y) - luminance) < 1e-4)
        #expect(abs(StructuralSimilarity.mean(.contrastAndStructure, of: x, and: y) - 1) < 1e-4)
    }

    @Test func oneChangedSampleNeverReadsAboveOne() {
        let picture = SyntheticImage.scene(width: 40, height: 30, channels: 1)
        let x = ImageAnalysis(picture).luma
        for step in [-1, 1] {
            let changed = SyntheticImage.draw(width: 40, height: 30, channels: 1) { column, row, _ in
                Int(x.samples[row * 40 + column]) + (column == 20 && row == 15 ? step : 0)
            }
            #expect(StructuralSimilarity.mean(.all, of: x, and: ImageAnalysis(changed).luma) <= 1)
        }
    }

    /// Recorded on x86-64 with AVX-512; builds for AVX2 and SSE2 gave the same bits, and so must every other machine.
    @Test func everyProcessorGivesTheSameBits() {
        let picture = SyntheticImage.scene(width: 203, height: 171)
        let x = ImageAnalysis(picture), y = ImageAnalysis(picture.noisy(amplitude: 25))
        #expect(StructuralSimilarity.mean(.all, of: x.luma, and: y.luma).bitPattern == 0x3FE75E8C98C7602C)
        let half = StructuralSimilarity.mean(.contrastAndStructure, of: x.luma.halved(), and: y.luma.halved())
        #expect(half.bitPattern == 0x3FEE3D30AA9AA78B)
        #expect(y.pixelStatistics.redGreen.variance.bitPattern == 0x40A4D1DAAB5AFC6E)
    }

    @Test func oddSidesShiftTheGridOfBothSides() {
        let picture = SyntheticImage.draw(width: 4, height: 3, channels: 1) { x, y, _ in 10 * y + x }
        let half = ImageAnalysis(picture).luma.halved()
        // Padded rows 0 0 1 2; padded columns 0 0 1 2 3, the last one dropped.
        #expect(half.width == 2 && half.height == 2)
        #expect(half.samples == [0, 1.5, 15, 16.5])
        let even = SyntheticImage.draw(width: 4, height: 2, channels: 1) { x, y, _ in 10 * y + x }
        #expect(ImageAnalysis(even).luma.halved().samples == [5.5, 7.5])
    }

    private func formula(_ x: Plane<Float>, _ y: Plane<Float>) -> (all: Double, contrast: Double) {
        let weights = (-5...5).map { exp(-Double($0 * $0) / 4.5) }
        let total = weights.reduce(0, +)
        var all = 0.0, contrast = 0.0
        for top in 0...(x.height - 11) {
            for left in 0...(x.width - 11) {
                var mx = 0.0, my = 0.0, xx = 0.0, yy = 0.0, xy = 0.0
                for dy in 0..<11 {
                    for dx in 0..<11 {
                        let weight = weights[dy] * weights[dx] / (total * total)
                        let a = Double(x.samples[(top + dy) * x.width + left + dx]), b = Double(y.samples[(top + dy) * x.width + left + dx])
                        mx += weight * a
                        my += weight * b
                        xx += weight * a * a
                        yy += weight * b * b
                        xy += weight * a * b
                    }
                }
                let factor = (2 * (xy - mx * my) + 58.5225) / (xx - mx * mx + yy - my * my + 58.5225)
                contrast += factor
                all += factor * (2 * mx * my + 6.5025) / (mx * mx + my * my + 6.5025)
            }
        }
        let windows = Double((x.width - 10) * (x.height - 10))
        return (all / windows, contrast / windows)
    }
}
