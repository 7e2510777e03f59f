import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct StructuralSimilarityTests {
    /// The formula of the paper window by window in double precision. Rows of float centred on 128 keep about 7 digits of every
    /// factor; over the mean 1e-6 is left.
    @Test(arguments: 11...44)
    func agreesWithTheFormulaAtEveryWidth(width: Int) {
        let picture = SyntheticImage.scene(width: width, height: 13)
        let x = luma(picture), y = luma(picture.noisy(amplitude: 25))
        let plain = formula(x, y), means = StructuralSimilarity.means(of: x, and: y)
        #expect(abs(means.similarity - plain.all) < 1e-6)
        #expect(abs(means.contrast - plain.contrast) < 1e-6)
    }

    @Test func flatPicturesDifferInLuminanceOnly() {
        let x = luma(SyntheticImage.flat(width: 20, height: 20, value: 100))
        let y = luma(SyntheticImage.flat(width: 20, height: 20, value: 140))
        let luminance: Double = (2 * 100 * 140 + 6.5025) / (100 * 100 + 140 * 140 + 6.5025)
        let means = StructuralSimilarity.means(of: x, and: y)
        #expect(abs(means.similarity - luminance) < 1e-4)
        #expect(abs(means.contrast - 1) < 1e-4)
    }

    @Test func oneChangedSampleNeverReadsAboveOne() {
        let picture = SyntheticImage.scene(width: 40, height: 30, channels: 1)
        let x = luma(picture)
        for step in [-1, 1] {
            let changed = SyntheticImage.draw(width: 40, height: 30, channels: 1) { column, row, _ in
                Int(x.samples[row * 40 + column]) + (column == 20 && row == 15 ? step : 0)
            }
            let means = StructuralSimilarity.means(of: x, and: luma(changed))
            #expect(means.similarity < 1 && means.contrast < 1)
        }
    }

    /// Recorded on x86-64 with AVX-512; builds for AVX2 and SSE2 gave the same bits, and so must every other machine.
    @Test func everyProcessorGivesTheSameBits() throws {
        let picture = SyntheticImage.scene(width: 203, height: 171)
        let reference = ImageAnalysis(picture), candidate = ImageAnalysis(picture.noisy(amplitude: 25))
        let pair = try candidate.comparison(with: reference)
        #expect(pair.luma.similarity.bitPattern == 0x3FE75E8C9B0BE7A6)
        #expect(pair.coarserLuma[0].contrast.bitPattern == 0x3FEE3D30A5D37A6F)
        #expect(candidate.pixelStatistics.redGreen.variance.bitPattern == 0x40A4D1DAAB5AFC6E)
    }

    /// Padded by a row above and a column on the left when a side is odd, a left-over last one dropped.
    @Test(arguments: [(44, 46), (45, 46), (44, 47), (47, 45), (46, 90)])
    func coarserScalesLieOnTheGridOfPiq(width: Int, height: Int) {
        let picture = SyntheticImage.scene(width: width, height: height)
        var pair = (luma(picture), luma(picture.noisy(amplitude: 40)))
        let scales = SimilarityScale.cascade(width: width, height: height, count: 3, finest: true)
        pair.0.withRows { x in
            pair.1.withRows { y in
                for row in 0..<height { scales[0].take(x[row], y[row]) }
            }
        }
        for scale in scales {
            #expect(scale.width == pair.0.width && scale.height == pair.0.height)
            let plain = formula(pair.0, pair.1)
            #expect(abs(scale.means.similarity - plain.all) < 1e-6)
            #expect(abs(scale.means.contrast - plain.contrast) < 1e-6)
            pair = (halved(pair.0), halved(pair.1))
        }
    }

    @Test func mapsHoldTheWindowsThatTheValueIsTheMeanOf() throws {
        let picture = SyntheticImage.scene(width: 61, height: 40)
        let reference = ImageAnalysis(picture), candidate = ImageAnalysis(picture.noisy(amplitude: 25))
        for name in ["ssim", "ssim_rgb"] {
            let metric = try #require(try makeImageMetric(name) as? any MappedMetric)
            let map = try metric.map(candidate, against: reference)
            #expect(map.width == 51 && map.height == 30)
            let mean = map.values.reduce(0.0) { $0 + Double($1) } / Double(map.values.count)
            #expect(try abs(mean - #require(metric.reading(of: candidate, against: reference).get().value)) < 1e-6)
        }
    }

    private func luma(_ picture: PixelImage) -> Plane<Float> {
        var row = LumaRow(of: ImageAnalysis(picture))
        return Plane(width: picture.width, height: picture.height) { row.read($0, into: $1) }
    }

    private func halved(_ plane: Plane<Float>) -> Plane<Float> {
        let pad = (plane.width | plane.height) & 1
        func at(_ x: Int, _ y: Int) -> Float { plane.samples[max(0, y - pad) * plane.width + max(0, x - pad)] }
        return Plane(width: (plane.width + pad) / 2, height: (plane.height + pad) / 2) { y, row in
            for x in 0..<(plane.width + pad) / 2 {
                row[x] = (at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1)) / 4
            }
        }
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
