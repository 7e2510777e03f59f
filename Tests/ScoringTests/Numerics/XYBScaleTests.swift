import CKernels
import Foundation
import TestSupport
import Testing

@testable import Scoring

@Suite struct XYBScaleTests {
    /// Of gray Y is the mean of two roots of nearly the same number, and with this centre nothing else.
    @Test func cubeRootsAreRightToTheLastPlaces() {
        let bias: Float = 0.0037930732552754493
        let grays = (0...100_000).map { Float($0) / 100_000 }
        var x = grays, y = grays, b = grays
        ck_xyb(grays, grays, grays, [0, 0.01 - 0.15595420054, 0], &x, &y, &b, grays.count)
        for (gray, found) in zip(grays, y) {
            let long = 0.30 * gray + 0.622 * gray + 0.078 * gray + bias, medium = 0.23 * gray + 0.692 * gray + 0.078 * gray + bias
            let expected = (cbrt(Double(long)) + cbrt(Double(medium))) / 2
            #expect(abs(Double(found) - expected) <= 1.5 * Double(found.ulp), "\(gray)")
        }
    }

    @Test func coloursLieWhereTheDefinitionPutsThem() {
        let colours: [[Float]] = [[0, 0, 0], [1, 1, 1], [0.2, 0.2, 0.2], [1, 0, 0], [0, 1, 0], [0, 0, 1], [0.7, 0.3, 0.05]]
        for colour in colours {
            var x: Float = 0, y = x, b = x
            ck_xyb([colour[0]], [colour[1]], [colour[2]], [0, 0, 0], &x, &y, &b, 1)
            for (found, expected) in zip([x, y, b], xyb(colour.map(Double.init))) {
                #expect(abs(Double(found) - expected) < 2e-6, "\(colour)")
            }
        }
        #expect(xyb([0, 0, 0]) == [0.42, 0.01, 0.55])
    }

    /// Widths end in the vectorised middle and at every place of the scalar tail; odd sides repeat an edge when they are halved.
    @Test(arguments: 8...40)
    func normsFollowTheFormula(width: Int) {
        var pair = [LightPicture(width: width, height: 11, seed: 3), LightPicture(width: width, height: 11, seed: 4)]
        let scales = XYBScale.cascade(width: width, height: 11, atMost: 2)
        #expect(scales.count == 2)
        for y in 0..<11 {
            for (plane, row) in pair.flatMap(\.planes).enumerated() {
                scales[0].next(plane).update(from: Array(row[y * width..<(y + 1) * width]), count: width)
            }
            scales[0].take()
        }
        for scale in scales {
            for (norms, expected) in zip(scale.norms, zip(pair[0].xyb, pair[1].xyb).map { Formula($0, $1, width: pair[0].width) }) {
                for (found, value) in zip(norms.error + norms.edges, expected.norms) {
                    #expect(abs(found - value) < 2e-6 + 1e-4 * value)
                }
            }
            pair = pair.map(\.halved)
        }
    }

    @Test func scalesEndAfterTheFirstSideBelowEight() {
        func sizes(_ width: Int, _ height: Int) -> [String] {
            XYBScale.cascade(width: width, height: height, atMost: 6).map { "\($0.width)×\($0.height)" }
        }
        #expect(sizes(8, 8) == ["8×8", "4×4"])
        #expect(sizes(300, 9) == ["300×9", "150×5"])
        #expect(sizes(112, 400).count == 5)
        #expect(sizes(113, 400) == ["113×400", "57×200", "29×100", "15×50", "8×25", "4×13"])
        #expect(sizes(4096, 4096).count == 6)
    }
}

/// Definition of SSIMULACRA 2.1, in double precision.
private func xyb(_ colour: [Double]) -> [Double] {
    let bias = 0.0037930732552754493
    let absorbances = [
        [0.30, 0.622, 0.078], [0.23, 0.692, 0.078], [0.24342268924547819, 0.20476744424496821, 0.5518098665095536],
    ]
    let roots = absorbances.map { cbrt(max(0, $0[0] * colour[0] + $0[1] * colour[1] + $0[2] * colour[2] + bias)) - cbrt(bias) }
    let mean = (roots[0] + roots[1]) / 2
    return [14 * (roots[0] - roots[1]) / 2 + 0.42, mean + 0.01, roots[2] - mean + 0.55]
}

/// Red, green and blue in linear light.
private struct LightPicture {
    let width: Int
    let height: Int
    var planes: [[Float]]

    init(width: Int, height: Int, seed: UInt64) {
        (self.width, self.height) = (width, height)
        var random = SplitMix(seed: seed)
        planes = (0..<3).map { plane in
            (0..<width * height).map { i in (Float(i % width + 5 * plane) / 60 + Float(random.next() % 1000) / 4000) }
        }
    }

    var xyb: [[Double]] {
        let pixels = (0..<width * height).map { i in ScoringTests.xyb(planes.map { Double($0[i]) }) }
        return (0..<3).map { channel in pixels.map { $0[channel] } }
    }

    var halved: LightPicture {
        var half = LightPicture(width: (width + 1) / 2, height: (height + 1) / 2, seed: 0)
        for plane in 0..<3 {
            for y in 0..<half.height {
                for x in 0..<half.width {
                    let rows = [2 * y, min(2 * y + 1, height - 1)], columns = [2 * x, min(2 * x + 1, width - 1)]
                    let sum = rows.reduce(Float(0)) { sum, row in columns.reduce(sum) { $0 + planes[plane][row * width + $1] } }
                    half.planes[plane][y * half.width + x] = sum / 4
                }
            }
        }
        return half
    }
}

/// Structure error, ringing and blur of two planes, window by window in double precision.
private struct Formula {
    private(set) var norms = [Double](repeating: 0, count: 6)

    init(_ a: [Double], _ b: [Double], width: Int) {
        let taps = truncatedCosineTaps(sigma: 1.5).map(Double.init), height = a.count / width
        func blur(_ x: Int, _ y: Int, _ value: (Int) -> Double) -> Double {
            var sum = 0.0
            for row in max(0, y - 4)...min(height - 1, y + 4) {
                for column in max(0, x - 4)...min(width - 1, x + 4) {
                    sum += taps[abs(row - y)] * taps[abs(column - x)] * value(row * width + column)
                }
            }
            return sum
        }
        for y in 0..<height {
            for x in 0..<width {
                let i = y * width + x
                let ma = blur(x, y) { a[$0] }, mb = blur(x, y) { b[$0] }
                let aa = blur(x, y) { a[$0] * a[$0] } - ma * ma, bb = blur(x, y) { b[$0] * b[$0] } - mb * mb
                let ab = blur(x, y) { a[$0] * b[$0] } - ma * mb
                let error = max(0, 1 - (1 - (ma - mb) * (ma - mb)) * (2 * ab + 0.0009) / (aa + bb + 0.0009))
                let edge = (1 + abs(b[i] - mb)) / (1 + abs(a[i] - ma)) - 1
                for (k, value) in [error, max(edge, 0), max(-edge, 0)].enumerated() {
                    norms[2 * k] += value / Double(width * height)
                    norms[2 * k + 1] += pow(value, 4) / Double(width * height)
                }
            }
        }
        for k in [1, 3, 5] { norms[k] = pow(norms[k], 0.25) }
    }
}
