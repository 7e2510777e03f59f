import CNetworks

/// Layers as CTranslate2 names them.
struct WhisperWeights {
    let tensors: NamedTensors
    static let (width, heads, hidden) = (384, 6, 1536)

    func dense(_ name: String, _ outputs: Int, _ inputs: Int) throws(WeightsError) -> Dense {
        Dense(weight: try tensors.tensor("\(name)/weight", [outputs, inputs]), bias: try tensors.vector("\(name)/bias", outputs))
    }

    func norm(_ name: String) throws(WeightsError) -> LayerNorm {
        LayerNorm(
            gain: try tensors.vector("\(name)/layer_norm/gamma", Self.width),
            bias: try tensors.vector("\(name)/layer_norm/beta", Self.width))
    }
}

/// Two dense layers with GELU between them, added to their normalised input.
struct FeedForward: Sendable {
    private let norm: LayerNorm
    private let (up, down): (Dense, Dense)

    init(_ weights: WhisperWeights, _ name: String) throws(WeightsError) {
        norm = try weights.norm("\(name)/ffn")
        up = try weights.dense("\(name)/ffn/linear_0", WhisperWeights.hidden, WhisperWeights.width)
        down = try weights.dense("\(name)/ffn/linear_1", WhisperWeights.width, WhisperWeights.hidden)
    }

    func callAsFunction(_ rows: inout [Float]) {
        var normed = rows
        norm(&normed)
        var hidden = up(normed)
        cn_gelu(&hidden, hidden.count)
        cn_add(&rows, down(hidden), rows.count)
    }
}

/// The projections around an attention of rows to themselves.
struct SelfAttention: Sendable {
    let norm: LayerNorm
    let fused: Dense
    let out: Dense

    init(_ weights: WhisperWeights, _ name: String) throws(WeightsError) {
        let width = WhisperWeights.width
        norm = try weights.norm("\(name)/self_attention")
        fused = try weights.dense("\(name)/self_attention/linear_0", 3 * width, width)
        out = try weights.dense("\(name)/self_attention/linear_1", width, width)
    }
}
