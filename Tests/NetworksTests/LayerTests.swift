import CNetworks
import Foundation
import Testing

@testable import Networks

/// The layers against their definitions, written out.
@Suite struct LayerTests {
    private func noise(_ count: Int, _ seed: UInt64) -> [Float] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(Int(state >> 40) % 2001 - 1000) / 1000
        }
    }

    @Test(arguments: [(1, 1, 1), (1, 384, 33), (2, 5, 32), (3, 7, 31), (15, 64, 64), (57, 33, 100), (130, 17, 25)])
    func denseIsASumOfProducts(rows: Int, inner: Int, columns: Int) {
        let (left, weight, bias) = (noise(rows * inner, 1), noise(columns * inner, 2), noise(columns, 3))
        let found = Dense(weight: Tensor([columns, inner], weight), bias: bias, slope: 0.1)(left)
        #expect(found.count == rows * columns)
        for row in 0..<rows {
            for column in 0..<columns {
                var sum = Double(bias[column])
                for k in 0..<inner { sum += Double(left[row * inner + k]) * Double(weight[column * inner + k]) }
                let expected = sum < 0 ? 0.1 * sum : sum
                #expect(abs(Double(found[row * columns + column]) - expected) < 1e-4)
            }
        }
    }

    @Test(arguments: [(1, 1, false), (2, 1, false), (2, 2, false), (1, 1, true)])
    func convolutionIsASumOverItsNeighbours(rowStride: Int, columnStride: Int, padsRows: Bool) {
        let (rows, columns, inputs, outputs) = (9, 11, 3, 5)
        let weight = noise(outputs * inputs * 9, 4), bias = noise(outputs, 5), values = noise(rows * columns * inputs, 6)
        let picture = FeatureMap(rows: rows, columns: columns, channels: inputs)
        for row in 0..<rows {
            for index in 0..<columns * inputs { picture.row(row)[index] = values[row * columns * inputs + index] }
        }
        let layer = Convolution(
            weight: Tensor([outputs, inputs, 3, 3], weight), bias: Tensor([outputs], bias), rowStride: rowStride,
            columnStride: columnStride, padsRows: padsRows, slope: 1)
        let result = layer(picture)
        let edge = padsRows ? 1 : 0
        #expect(result.rows == (rows + 2 * edge - 3) / rowStride + 1 && result.columns == (columns - 1) / columnStride + 1)
        for row in result.rowRange {
            for column in 0..<result.columns {
                for output in 0..<outputs {
                    var sum = Double(bias[output])
                    for tap in 0..<9 {
                        let (y, x) = (row * rowStride + tap / 3 - edge, column * columnStride + tap % 3 - 1)
                        guard (0..<rows).contains(y), (0..<columns).contains(x) else { continue }
                        for input in 0..<inputs {
                            sum += Double(values[(y * columns + x) * inputs + input]) * Double(weight[(output * inputs + input) * 9 + tap])
                        }
                    }
                    #expect(abs(Double(result.row(row)[column * outputs + output]) - sum) < 1e-4)
                }
            }
        }
    }

    @Test func softmaxAndGELUAreWhatTheySayTheyAre() {
        var row = noise(100, 7).map { $0 * 20 }
        let sum = row.reduce(0.0) { $0 + exp(0.5 * Double($1)) }
        let expected = row.map { exp(0.5 * Double($0)) / sum }
        cn_softmax(&row, 0.5, 1, 100)
        #expect(zip(row, expected).allSatisfy { abs(Double($0) - $1) < 1e-6 })
        let inputs = stride(from: Float(-6), through: 6, by: 0.01).map { $0 }
        var values = inputs
        cn_gelu(&values, values.count)
        for (value, input) in zip(values, inputs) {
            let x = Double(input)
            let exact = 0.5 * x * (1 + erf(x / 2.0.squareRoot()))
            #expect(abs(Double(value) - exact) < 2e-6)
        }
    }

    @Test func windowsCoverTheClipEvenly() {
        #expect(DistillMOS.windowStarts(in: 100) == [0])
        #expect(DistillMOS.windowStarts(in: DistillMOS.windowLength) == [0])
        #expect(DistillMOS.windowStarts(in: DistillMOS.windowLength + 1) == [0, 1])
        #expect(DistillMOS.windowStarts(in: DistillMOS.windowLength + 40_000) == [0, 13_333, 26_666, 40_000])
    }
}
