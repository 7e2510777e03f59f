/// A 3 × 3 convolution over channels that lie beside each other, as sums of products of matrices.
///
/// Three neighbouring columns of one row, all channels, are consecutive in memory, so a row of the result is one product whose
/// left side overlaps itself: nothing is copied out before.
struct Convolution: Sendable {
    let inputs: Int
    let outputs: Int
    let rowStride: Int
    let columnStride: Int
    let padsRows: Bool
    /// 9 × inputs rows of `outputs` values, the three columns of the kernel's first row first.
    private let matrix: PackedMatrix
    private let bias: [Float]
    private let slope: Float

    /// - Parameters:
    ///   - weight: outputs × inputs × 3 × 3.
    ///   - padsRows: whether a row of zeros stands before the first and after the last, as columns of zeros always do.
    ///   - slope: below 0 values are multiplied by this; 0 is ReLU.
    init(weight: Tensor, bias: Tensor, rowStride: Int = 1, columnStride: Int = 1, padsRows: Bool, slope: Float) {
        let (outputs, inputs) = (weight.shape[0], weight.shape[1])
        (self.outputs, self.inputs) = (outputs, inputs)
        self.rowStride = rowStride
        self.columnStride = columnStride
        self.padsRows = padsRows
        self.slope = slope
        self.bias = bias.values
        var turned = [Float](repeating: 0, count: weight.values.count)
        for output in 0..<outputs {
            for input in 0..<inputs {
                for tap in 0..<9 {
                    turned[(tap * inputs + input) * outputs + output] = weight.values[(output * inputs + input) * 9 + tap]
                }
            }
        }
        matrix = PackedMatrix(turned, inner: 9 * inputs, columns: outputs, innerStep: outputs, columnStep: 1)
    }

    func callAsFunction(_ picture: FeatureMap) -> FeatureMap {
        let edge = padsRows ? 1 : 0
        let rows = (picture.rows + 2 * edge - 3) / rowStride + 1
        let result = FeatureMap(rows: rows, columns: (picture.columns - 1) / columnStride + 1, channels: outputs)
        for row in 0..<rows {
            let taps = (0..<3).filter { picture.rowRange.contains(row * rowStride + $0 - edge) }
            let first = row * rowStride + taps[0] - edge
            matrix.multiply(
                .init(
                    start: picture.row(first) - inputs, step: columnStride * inputs, count: result.columns, segments: taps.count,
                    segmentStep: picture.rowStep, skipped: taps[0]),
                of: 3, bias: bias, slope: slope, into: result.row(row), step: outputs)
        }
        return result
    }
}
