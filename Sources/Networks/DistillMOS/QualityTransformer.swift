import CNetworks
import Foundation

/// The second half of Distill-MOS: a transformer over time, pooled by attention to one share of 1.
struct QualityTransformer: Sendable {
    private static let (width, channels, bands) = (200, 256, 4)

    /// One for each of the four bands that the convolutions leave, with both batch norms folded in.
    private let projections: [Dense]
    private let positions: [Float]
    private let layers: [TransformerLayer]
    private let norm: (scale: [Float], shift: [Float])
    private let (pool1, pool2, pool3): (Dense, Dense, Dense)

    init(_ weights: NamedTensors) throws(WeightsError) {
        let (width, inputs) = (Self.width, Self.channels * Self.bands)
        let head = "transformer_pool_attn"
        let first = try Self.batchNorm(weights, "\(head).norm_input", inputs)
        let second = try Self.batchNorm(weights, "\(head).transformer.norm", inputs)
        let scale = zip(first.scale, second.scale).map { $0 * $1 }
        let shift = (0..<inputs).map { first.shift[$0] * second.scale[$0] + second.shift[$0] }
        let weight = try weights.tensor("\(head).transformer.linear_proj.weight", [width, inputs]).values
        var bias = try weights.vector("\(head).transformer.linear_proj.bias", width)
        for row in 0..<width {
            bias[row] += (0..<inputs).reduce(Float(0)) { $0 + weight[row * inputs + $1] * shift[$1] }
        }
        projections = (0..<Self.bands).map { band in
            var part: [Float] = []
            for row in 0..<width {
                part += stride(from: band, to: inputs, by: Self.bands).map { weight[row * inputs + $0] * scale[$0] }
            }
            return Dense(weight: Tensor([width, Self.channels], part), bias: band == 0 ? bias : nil)
        }
        positions = try weights.tensor("\(head).transformer.position_encoding.pe", [1, 384, width]).values
        var layers: [TransformerLayer] = []
        for layer in 0..<7 { layers.append(try TransformerLayer(weights, "\(head).transformer.transformer_encoder.layers.\(layer)")) }
        self.layers = layers
        norm = try Self.batchNorm(weights, "\(head).norm_trans", width)
        pool1 = Dense(
            weight: try weights.tensor("\(head).pool.linear1.weight", [2 * width, width]),
            bias: try weights.vector("\(head).pool.linear1.bias", 2 * width), slope: 0)
        pool2 = Dense(
            weight: try weights.tensor("\(head).pool.linear2.weight", [1, 2 * width]),
            bias: try weights.vector("\(head).pool.linear2.bias", 1))
        pool3 = Dense(
            weight: try weights.tensor("\(head).pool.linear3.weight", [1, width]), bias: try weights.vector("\(head).pool.linear3.bias", 1))
    }

    private static func batchNorm(
        _ weights: NamedTensors, _ name: String, _ count: Int
    ) throws(WeightsError) -> (scale: [Float], shift: [Float]) {
        let gain = try weights.vector("\(name).weight", count)
        let bias = try weights.vector("\(name).bias", count)
        let mean = try weights.vector("\(name).running_mean", count)
        let variance = try weights.vector("\(name).running_var", count)
        let scale = (0..<count).map { gain[$0] / (variance[$0] + 1e-5).squareRoot() }
        return (scale, (0..<count).map { bias[$0] - mean[$0] * scale[$0] })
    }

    /// Four bands × 384 moments × 256 channels to a value from 0 to 1.
    func callAsFunction(_ map: FeatureMap) -> Double {
        let (width, moments) = (Self.width, map.columns)
        var rows = projected(map)
        cn_add(&rows, positions, min(positions.count, rows.count))
        for layer in layers { layer(&rows) }
        for moment in 0..<moments {
            for value in 0..<width { rows[moment * width + value] = rows[moment * width + value] * norm.scale[value] + norm.shift[value] }
        }
        var attention = pool2(pool1(rows))
        cn_softmax(&attention, 1, 1, moments)
        var pooled = [Float](repeating: 0, count: width)
        for moment in 0..<moments {
            for value in 0..<width { pooled[value] += attention[moment] * rows[moment * width + value] }
        }
        return 1 / (1 + exp(-Double(pool3(pooled)[0])))
    }

    private func projected(_ map: FeatureMap) -> [Float] {
        var rows = [Float](repeating: 0, count: map.columns * Self.width)
        var part = rows
        for (band, projection) in projections.enumerated() {
            projection(map.row(band), count: map.columns, into: &part)
            cn_add(&rows, part, part.count)
        }
        return rows
    }
}

/// Attention, then a feed-forward part, each added to its input and normalised after it.
private struct TransformerLayer: Sendable {
    private let (fused, out, up, down): (Dense, Dense, Dense, Dense)
    private let (norm1, norm2): (LayerNorm, LayerNorm)

    init(_ weights: NamedTensors, _ name: String) throws(WeightsError) {
        func dense(_ part: String, _ outputs: Int, _ inputs: Int, joint: String = ".", slope: Float = 1) throws(WeightsError) -> Dense {
            Dense(
                weight: try weights.tensor("\(name).\(part)\(joint)weight", [outputs, inputs]),
                bias: try weights.vector("\(name).\(part)\(joint)bias", outputs), slope: slope)
        }
        fused = try dense("self_attn.in_proj", 600, 200, joint: "_")
        out = try dense("self_attn.out_proj", 200, 200)
        up = try dense("linear1", 400, 200, slope: 0)
        down = try dense("linear2", 200, 400)
        norm1 = LayerNorm(gain: try weights.vector("\(name).norm1.weight", 200), bias: try weights.vector("\(name).norm1.bias", 200))
        norm2 = LayerNorm(gain: try weights.vector("\(name).norm2.weight", 200), bias: try weights.vector("\(name).norm2.bias", 200))
    }

    func callAsFunction(_ rows: inout [Float]) {
        cn_add(&rows, out(AttentionMemory.attendToSelf(fused(rows), width: 200, heads: 8)), rows.count)
        norm1(&rows)
        cn_add(&rows, down(up(rows)), rows.count)
        norm2(&rows)
    }
}
