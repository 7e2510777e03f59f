import Statistics
import Testing

@Suite struct ClopperPearsonTests {
    /// statsmodels 0.15.0, `proportion_confint(method="beta")`; required 1e-9.
    @Test(arguments: [
        (0, 30, 0.0, 0.1157033082220278), (3, 30, 0.02111713702972257, 0.2652884504742081), (30, 30, 0.8842966917779722, 1.0),
        (7, 9, 0.39990642628368783, 0.9718550265221018), (0, 0, 0, 1),
    ])
    func agreesWithStatsmodels(successes: Int, trials: Int, low: Double, high: Double) {
        let interval = ClopperPearson(successes: successes, trials: trials)
        #expect(abs(interval.low - low) < 1e-10)
        #expect(abs(interval.high - high) < 1e-10)
    }
}
