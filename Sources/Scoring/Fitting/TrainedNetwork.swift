/// A network with its gradients and the running moments of Adam.
struct TrainedNetwork {
    private(set) var network: QualityNetwork
    private var gradients: [QualityNetwork.Layer]
    private var first: [QualityNetwork.Layer]
    private var second: [QualityNetwork.Layer]
    private var steps = 0

    /// Random weights of variance 2 / inputs (He et al. 2015).
    init(sizes: [Int], noise: inout SeededNoise) {
        let zero = zip(sizes, sizes.dropFirst()).map { inputs, outputs in
            QualityNetwork.Layer(
                inputs: inputs, outputs: outputs, weights: [Float](repeating: 0, count: inputs * outputs),
                biases: [Float](repeating: 0, count: outputs))
        }
        gradients = zero
        first = zero
        second = zero
        network = QualityNetwork(layers: zero)
        for depth in zero.indices {
            let spread = (2 / Double(sizes[depth])).squareRoot()
            for i in zero[depth].weights.indices { network.layers[depth].weights[i] = Float(spread * noise.normal()) }
        }
        network.layers[zero.count - 1].biases[0] = 0.6
    }

    /// The input and the output of every layer, rectified between layers.
    func forward(_ input: [Float]) -> [[Float]] {
        var values = [input]
        for (depth, layer) in network.layers.enumerated() {
            var output = layer.apply(values[depth])
            if depth + 1 < network.layers.count { for j in output.indices { output[j] = max(0, output[j]) } }
            values.append(output)
        }
        return values
    }

    /// Adds to the gradients what a run contributes when the loss rises by `slope` with its output.
    mutating func backward(_ run: [[Float]], slope: Float) {
        var slopes = [slope]
        for depth in network.layers.indices.reversed() {
            let input = run[depth]
            let outputs = slopes.count
            for j in 0..<outputs { gradients[depth].biases[j] += slopes[j] }
            var below = [Float](repeating: 0, count: depth == 0 ? 0 : input.count)
            network.layers[depth].weights.withUnsafeBufferPointer { weights in
                gradients[depth].weights.withUnsafeMutableBufferPointer { gradient in
                    for (i, value) in input.enumerated() where value != 0 {
                        var back: Float = 0
                        for j in 0..<outputs {
                            gradient[i * outputs + j] += value * slopes[j]
                            back += weights[i * outputs + j] * slopes[j]
                        }
                        if depth > 0 { below[i] = back }
                    }
                }
            }
            slopes = below
        }
    }

    /// One step of Adam with decoupled decay (Loshchilov, Hutter 2019), after which the gradients are 0.
    mutating func step(rate: Float, decay: Float) {
        steps += 1
        let correction = (
            first: 1 - Float(PortableMath.pow(0.9, Double(steps))), second: 1 - Float(PortableMath.pow(0.999, Double(steps)))
        )
        for depth in network.layers.indices {
            Self.move(
                &network.layers[depth].weights, &gradients[depth].weights, &first[depth].weights, &second[depth].weights, rate, decay,
                correction)
            Self.move(
                &network.layers[depth].biases, &gradients[depth].biases, &first[depth].biases, &second[depth].biases, rate, 0, correction)
        }
    }

    private static func move(
        _ values: inout [Float], _ gradients: inout [Float], _ first: inout [Float], _ second: inout [Float], _ rate: Float,
        _ decay: Float, _ correction: (first: Float, second: Float)
    ) {
        for i in values.indices {
            let gradient = gradients[i]
            first[i] = 0.9 * first[i] + 0.1 * gradient
            second[i] = 0.999 * second[i] + 0.001 * gradient * gradient
            let direction = first[i] / correction.first / ((second[i] / correction.second).squareRoot() + 1e-8)
            values[i] -= rate * (direction + decay * values[i])
            gradients[i] = 0
        }
    }
}
