import Testing

@testable import Scoring

@Suite struct NetworkTrainingTests {
    /// Scenes of eight samples whose target is a bent function of two of three features.
    private func scenes(_ count: Int, seed: UInt64) -> [[(features: [Float], target: Float)]] {
        var noise = SeededNoise(seed: seed)
        return (0..<count).map { _ in
            (0..<8).map { _ in
                let x = (0..<3).map { _ in Float(noise.between(-1.5, 1.5)) }
                return (x, 0.5 + 0.2 * x[0] - 0.1 * abs(x[1]))
            }
        }
    }

    @Test func aFittedNetworkOrdersWhatItHasNotSeen() {
        let network = NetworkTraining(hidden: [16, 8], epochs: 40, seed: 3).fit(scenes(120, seed: 1))
        let samples = scenes(40, seed: 2).enumerated().flatMap { index, scene in
            scene.map {
                QualitySample(features: $0.features, target: $0.target, scene: index, teacher: Double($0.target) * 100, rivals: [:])
            }
        }
        let fitted = QualityEvaluation("fitted", over: samples) { Double(network($0.features)) }
        #expect(fitted.spearman > 0.97 && fitted.pairwise > 0.95, "\(fitted)")
        let useless = QualityEvaluation("third feature", over: samples) { Double($0.features[2]) }
        #expect(useless.spearman < 0.3 && useless.pairwise < 0.6)
    }

    @Test func theSameSamplesGiveTheSameNetwork() {
        let training = NetworkTraining(hidden: [4], epochs: 3, seed: 1)
        #expect(training.fit(scenes(5, seed: 1)) == training.fit(scenes(5, seed: 1)))
    }

    /// scipy 1.17.1: scipy.stats.spearmanr([1, 2, 2, 5, 4], [10, 30, 20, 20, 60]) = 0.5.
    @Test func rankCorrelationSharesTies() {
        let samples = zip([1.0, 2, 2, 5, 4], [10.0, 30, 20, 20, 60]).map {
            QualitySample(features: [Float($0)], target: 0, scene: 0, teacher: $1, rivals: [:])
        }
        let evaluation = QualityEvaluation("x", over: samples) { Double($0.features[0]) }
        #expect(abs(evaluation.spearman - 0.5) < 1e-12)
        #expect(evaluation.pairs == 9)
    }
}
