import Testing

@testable import Statistics

@Suite struct DiscriminationTestTests {
    /// Sums of binomial coefficients over 2ⁿ, exact.
    @Test(arguments: [(18, 20, 0.00020122528076171875), (10, 20, 0.5880985260009766), (5, 5, 0.03125), (60, 100, 0.02844396682049039)])
    func theProbabilityIsThatOfAFairCoin(right: Int, trials: Int, p: Double) {
        #expect(abs(DiscriminationTest(right: right, trials: trials).p - p) < 1e-12)
    }

    @Test func limitsAreThoseOfClopperAndPearson() {
        let test = DiscriminationTest(right: 18, trials: 20)
        #expect(abs(test.interval[0] - 0.6830172859809) < 1e-9 && abs(test.interval[1] - 0.9876514728297) < 1e-9)
    }

    @Test(arguments: [
        (18, 20, DiscriminationTest.Label.distinguishable), (10, 20, .notDistinguishable), (14, 20, .undecided), (3, 4, .notEnoughData),
        (0, 0, .notEnoughData), (5, 10, .undecided),
    ])
    func everyLabelHasItsPlace(right: Int, trials: Int, label: DiscriminationTest.Label) {
        let test = DiscriminationTest(right: right, trials: trials)
        #expect(test.label(adjustedP: test.p, pairs: 1) == label)
    }

    @Test func morePairsAskForMoreTrials() {
        let test = DiscriminationTest(right: 5, trials: 5)
        #expect(test.label(adjustedP: test.p, pairs: 1) == .distinguishable)
        #expect(test.label(adjustedP: min(1, 6 * test.p), pairs: 6) == .notEnoughData)
    }
}
