import Testing

@testable import Statistics

@Suite struct PreferenceWeightsTests {
    /// Votes by people to whom only the first of three metrics matters, or as given.
    private func rows(_ truth: [Double], cases: Int = 60, perCase: Int = 4, side: Double = 0, seed: UInt64 = 3) -> [PreferenceWeights.Row] {
        var stream = RandomStream(seed: seed, purpose: .simulation, replicate: 2)
        return (0..<cases).flatMap { caseIndex in
            (0..<perCase).map { _ in
                let differences = truth.map { _ in 0.3 * normal(&stream) }
                let x = side + 12 * zip(truth, differences).reduce(0) { $0 + $1.0 * $1.1 }
                return PreferenceWeights.Row(
                    caseIndex: caseIndex, differences: differences, outcome: stream.unit() < TieModel.logistic(x) ? 1 : 0)
            }
        }
    }

    @Test func learnsWhatMatters() throws {
        let learned = try PreferenceWeights(rows([1, 0, 0]), given: [1 / 3.0, 1 / 3.0, 1 / 3.0])
        #expect(learned.weights[0] > 0.7)
        #expect(learned.weights.allSatisfy { $0 >= 0 })
        #expect(abs(learned.weights.reduce(0, +) - 1) < 1e-12)
        #expect(learned.isBetter)
        #expect(learned.accuracy > learned.givenAccuracy)
    }

    @Test func keepsWeightsThatAreRight() throws {
        let learned = try PreferenceWeights(rows([0.5, 0.3, 0.2]), given: [0.5, 0.3, 0.2])
        #expect(!learned.isBetter)
        for (weight, given) in zip(learned.weights, [0.5, 0.3, 0.2]) { #expect(abs(weight - given) < 0.15) }
    }

    @Test func findsTheSide() throws {
        let learned = try PreferenceWeights(rows([0.5, 0.5], side: 1), given: [0.5, 0.5])
        #expect(learned.side > 0.4)
    }

    @Test func refusesTooLittle() {
        #expect(throws: PreferenceWeights.Refusal.fewCases(have: 20, need: 30)) {
            try PreferenceWeights(rows([1, 0], cases: 20), given: [0.5, 0.5])
        }
        #expect(throws: PreferenceWeights.Refusal.fewVotes(have: 30, need: 40)) {
            try PreferenceWeights(rows([1, 0], cases: 30, perCase: 1), given: [0.5, 0.5])
        }
    }

    @Test func aMetricThatPointsTheWrongWayGetsNoWeight() throws {
        let learned = try PreferenceWeights(
            rows([1, 0]).map { row in
                PreferenceWeights.Row(
                    caseIndex: row.caseIndex, differences: [row.differences[0], -row.differences[0]], outcome: row.outcome)
            }, given: [0.9, 0.1])
        #expect(learned.weights[0] > 0.9)
    }
}
