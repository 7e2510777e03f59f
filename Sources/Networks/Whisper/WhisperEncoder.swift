import CNetworks

/// Whisper's encoder: two convolutions over time and four blocks of attention; 1500 rows of 384 values.
struct WhisperEncoder: Sendable {
    private let (first, second): (TimeConvolution, TimeConvolution)
    private let positions: [Float]
    private let blocks: [(attention: SelfAttention, forward: FeedForward)]
    private let norm: LayerNorm

    init(_ weights: WhisperWeights) throws(WeightsError) {
        let width = WhisperWeights.width
        first = try TimeConvolution(weights, "encoder/conv1", inputs: LogMel.bands, stride: 1)
        second = try TimeConvolution(weights, "encoder/conv2", inputs: width, stride: 2)
        positions = try weights.tensors.tensor("encoder/position_encodings/encodings", [LogMel.frames / 2, width]).values
        var blocks: [(SelfAttention, FeedForward)] = []
        for layer in 0..<4 {
            let name = "encoder/layer_\(layer)"
            blocks.append((try SelfAttention(weights, name), try FeedForward(weights, name)))
        }
        self.blocks = blocks.map { (attention: $0.0, forward: $0.1) }
        norm = try weights.norm("encoder")
    }

    func callAsFunction(_ mel: [Float]) -> [Float] {
        var rows = second(first(mel))
        cn_add(&rows, positions, rows.count)
        for block in blocks {
            var normed = rows
            block.attention.norm(&normed)
            let mixed = AttentionMemory.attendToSelf(
                block.attention.fused(normed), width: WhisperWeights.width, heads: WhisperWeights.heads)
            cn_add(&rows, block.attention.out(mixed), rows.count)
            block.forward(&rows)
        }
        norm(&rows)
        return rows
    }
}

/// A convolution of three moments with GELU after it, silence before the first and after the last.
private struct TimeConvolution: Sendable {
    private let inputs: Int
    private let stride: Int
    private let matrix: PackedMatrix
    private let bias: [Float]

    init(_ weights: WhisperWeights, _ name: String, inputs: Int, stride: Int) throws(WeightsError) {
        let outputs = WhisperWeights.width
        self.inputs = inputs
        self.stride = stride
        let weight = try weights.tensors.tensor("\(name)/weight", [outputs, inputs, 3]).values
        var turned = [Float](repeating: 0, count: weight.count)
        for output in 0..<outputs {
            for input in 0..<inputs {
                for tap in 0..<3 { turned[(tap * inputs + input) * outputs + output] = weight[(output * inputs + input) * 3 + tap] }
            }
        }
        matrix = PackedMatrix(turned, inner: 3 * inputs, columns: outputs, innerStep: outputs, columnStep: 1)
        bias = try weights.tensors.vector("\(name)/bias", outputs)
    }

    func callAsFunction(_ rows: [Float]) -> [Float] {
        let edge = [Float](repeating: 0, count: inputs)
        let padded = edge + rows + edge
        let count = (rows.count / inputs - 1) / stride + 1
        var result = [Float](repeating: 0, count: count * matrix.columns)
        padded.withUnsafeBufferPointer { padded in
            guard let start = padded.baseAddress else { return }
            matrix.multiply(.init(start: start, step: stride * inputs, count: count), bias: bias, into: &result, step: matrix.columns)
        }
        cn_gelu(&result, result.count)
        return result
    }
}
