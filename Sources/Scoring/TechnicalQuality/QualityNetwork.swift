/// A small fully connected network: standardised features in, one number out, rectified layers between.
///
/// Only +, ×, and maximum are used, in a fixed order, so that every machine gives the same bits.
struct QualityNetwork: Sendable, Hashable, Codable {
    /// One layer: `weights` holds a row of `outputs` for each input.
    struct Layer: Sendable, Hashable, Codable {
        let inputs: Int
        let outputs: Int
        var weights: [Float]
        var biases: [Float]

        var isSound: Bool {
            inputs > 0 && outputs > 0 && weights.count == inputs * outputs && biases.count == outputs
                && (weights + biases).allSatisfy(\.isFinite)
        }

        /// weightsᵀ input + biases.
        func apply(_ input: [Float]) -> [Float] {
            var sums = biases
            for (i, value) in input.enumerated() where value != 0 {
                for j in 0..<outputs { sums[j] += value * weights[i * outputs + j] }
            }
            return sums
        }
    }

    var layers: [Layer]

    /// - Precondition: as many numbers as the first layer has inputs.
    func callAsFunction(_ features: [Float]) -> Float {
        var values = features
        for (depth, layer) in layers.enumerated() {
            values = layer.apply(values)
            if depth + 1 < layers.count { for j in values.indices { values[j] = max(0, values[j]) } }
        }
        return values[0]
    }

    /// Whether the layers fit each other and `inputs` features.
    func isSound(inputs: Int) -> Bool {
        guard layers.first?.inputs == inputs, layers.last?.outputs == 1, layers.allSatisfy(\.isSound) else { return false }
        return zip(layers, layers.dropFirst()).allSatisfy { $0.outputs == $1.inputs }
    }
}
