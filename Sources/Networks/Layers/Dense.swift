/// A fully connected layer: each row of `inputs` values becomes `outputs` values.
struct Dense: Sendable {
    let inputs: Int
    let outputs: Int
    private let matrix: PackedMatrix
    private let bias: [Float]
    private let slope: Float

    /// - Parameters:
    ///   - weight: outputs × inputs.
    ///   - slope: below 0 values are multiplied by this; 0 is ReLU.
    init(weight: Tensor, bias: [Float]? = nil, slope: Float = 1) {
        outputs = weight.shape[0]
        inputs = weight.values.count / weight.shape[0]
        matrix = PackedMatrix(turned: weight.values, columns: outputs)
        // The kernel reads whole panels.
        self.bias = (bias ?? [Float](repeating: 0, count: outputs)) + [Float](repeating: 0, count: 32)
        self.slope = slope
    }

    /// - Parameter step: how far the rows of the input are apart.
    func callAsFunction(_ rows: UnsafePointer<Float>, count: Int, step: Int? = nil, into result: UnsafeMutablePointer<Float>) {
        matrix.multiply(.init(start: rows, step: step ?? inputs, count: count), bias: bias, slope: slope, into: result, step: outputs)
    }

    /// rows × inputs values to rows × outputs.
    func callAsFunction(_ rows: [Float]) -> [Float] {
        let count = rows.count / inputs
        return [Float](unsafeUninitializedCapacity: count * outputs) { result, size in
            if let start = result.baseAddress { self(rows, count: count, into: start) }
            size = count * outputs
        }
    }
}
