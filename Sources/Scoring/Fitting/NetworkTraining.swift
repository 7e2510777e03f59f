/// Fits a network to samples by Adam (Kingma, Ba 2015) with a cosine schedule.
///
/// The loss is the Huber distance to the target plus a logistic loss for every pair of one scene in the wrong order, since
/// ranking copies of one picture is what the model is for. One thread, fixed order: the same samples give the same bits.
struct NetworkTraining {
    let hidden: [Int]
    let epochs: Int
    let seed: UInt64

    private static let learningRate: Float = 0.002
    private static let decay: Float = 0.03
    private static let scenesOfABatch = 8

    /// - Parameters:
    ///   - scenes: standardised features and targets 0…1, grouped by scene.
    func fit(_ scenes: [[(features: [Float], target: Float)]]) -> QualityNetwork {
        var noise = SeededNoise(seed: seed)
        var state = TrainedNetwork(sizes: [scenes[0][0].features.count] + hidden + [1], noise: &noise)
        var order = Array(scenes.indices)
        let batches = (scenes.count + Self.scenesOfABatch - 1) / Self.scenesOfABatch
        for epoch in 0..<epochs {
            order.shuffle(using: &noise)
            for batch in 0..<batches {
                let done = Double(epoch * batches + batch) / Double(epochs * batches)
                let rate = Self.learningRate * Float(0.5 * (1 + PortableMath.cosineAndSine(turns: done / 2).cosine)) + 1e-5
                let chosen = order[(batch * Self.scenesOfABatch)..<min(order.count, (batch + 1) * Self.scenesOfABatch)]
                for index in chosen { learn(from: scenes[index], state: &state, noise: &noise) }
                state.step(rate: rate, decay: Self.decay)
            }
        }
        return state.network
    }

    private func learn(from scene: [(features: [Float], target: Float)], state: inout TrainedNetwork, noise: inout SeededNoise) {
        // A little jitter keeps the network from leaning on the last digits of a feature.
        let inputs = scene.map { sample in sample.features.map { $0 + Float(noise.between(-0.08, 0.08)) } }
        let runs = inputs.map { state.forward($0) }
        let outputs = runs.map { $0[$0.count - 1][0] }
        let slopes = RankingLoss.slopes(outputs: outputs, targets: scene.map(\.target))
        for (run, slope) in zip(runs, slopes) { state.backward(run, slope: slope) }
    }
}

/// The loss of one scene's outputs, as its derivative.
enum RankingLoss {
    private static let huber: Float = 0.05
    private static let temperature = 0.04
    private static let rankingShare: Float = 0.6
    /// Copies that the teacher puts this close are not ranked.
    private static let leastGap: Float = 0.02

    static func slopes(outputs: [Float], targets: [Float]) -> [Float] {
        let count = Float(outputs.count)
        var slopes = zip(outputs, targets).map { output, target in
            min(1, max(-1, (output - target) / huber)) * (1 - rankingShare) / count
        }
        for i in outputs.indices {
            for j in outputs.indices where targets[i] > targets[j] + leastGap {
                let lead = Double(outputs[i] - outputs[j]) / temperature
                let pull = rankingShare * 2 * Float(1 / (1 + PortableMath.exp(lead))) / (count * count)
                slopes[i] -= pull
                slopes[j] += pull
            }
        }
        return slopes
    }
}
