import CNetworks

/// Brings each row to mean 0 and variance 1, then scales and shifts it (Ba, Kiros, Hinton 2016).
struct LayerNorm: Sendable {
    let gain: [Float]
    let bias: [Float]
    private static let epsilon: Float = 1e-5

    func callAsFunction(_ rows: inout [Float]) {
        cn_layer_norm(&rows, gain, bias, Self.epsilon, rows.count / gain.count, gain.count)
    }
}
