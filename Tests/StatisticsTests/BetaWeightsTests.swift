import Glibc
import Testing

@testable import Statistics

@Suite struct BetaWeightsTests {
    /// 4e-15 is a few units in the last place of the largest weight, 4; the cosine's own argument 2πr is off by as much.
    @Test func weightsAreFourR1CosineSquared() {
        var weights = BetaWeights(count: 1_001)
        weights.draw(from: RandomStream(seed: 2, purpose: .bootstrapWeights, replicate: 5))
        var stream = RandomStream(seed: 2, purpose: .bootstrapWeights, replicate: 5)
        for index in 0..<1_001 {
            let scale = stream.unit()
            let cosine = cos(2 * .pi * stream.unit())
            #expect(abs(weights.values[index] - 4 * scale * cosine * cosine) < 4e-15)
        }
    }

    @Test(arguments: [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 0.999])
    func everyQuarterOfTheTurnIsCovered(turn: Double) {
        let weight = BetaWeights.weights(SIMD4(repeating: 1), SIMD4(repeating: turn))[0]
        #expect(abs(weight - 4 * cos(2 * .pi * turn) * cos(2 * .pi * turn)) < 4e-15)
    }

    /// 400,000 draws: standard errors are 0.0016 for the mean and below 0.01 for the higher moments; the limits are five of them.
    @Test func meanVarianceAndThirdMomentAreOne() {
        var weights = BetaWeights(count: 400_000)
        weights.draw(from: RandomStream(seed: 0, purpose: .bootstrapWeights, replicate: 0))
        func moment(_ power: (Double) -> Double) -> Double { weights.values.reduce(0) { $0 + power($1 - 1) } / 400_000 }
        #expect(abs(moment { $0 }) < 0.008)
        #expect(abs(moment { $0 * $0 } - 1) < 0.01)
        #expect(abs(moment { $0 * $0 * $0 } - 1) < 0.03)
    }
}
