import Statistics
import Testing

@Suite struct WilsonIntervalTests {
    /// statsmodels 0.15.0, `proportion_confint(method="wilson")`; closed form, so 1e-12.
    @Test(arguments: [
        (0, 30, 0.0, 0.1135133931739688), (1, 10, 0.017876213095072924, 0.40415002679523854),
        (7, 48, 0.0724824932660371, 0.27167176524746284), (30, 30, 0.8864866068260311, 1),
        (500, 1000, 0.4690696003681042, 0.5309303996318958),
    ])
    func agreesWithStatsmodels(successes: Int, trials: Int, low: Double, high: Double) {
        let interval = WilsonInterval(successes: successes, trials: trials)
        #expect(abs(interval.low - low) < 1e-12)
        #expect(abs(interval.high - high) < 1e-12)
    }

    /// As above with alpha = 0.1.
    @Test func otherLevelsAgreeToo() {
        let interval = WilsonInterval(successes: 7, trials: 48, level: 0.9)
        #expect(abs(interval.low - 0.08104280609581789) < 1e-12)
        #expect(abs(interval.high - 0.24841906959079668) < 1e-12)
    }

    @Test func nothingTriedLeavesEverythingOpen() {
        let interval = WilsonInterval(successes: 0, trials: 0)
        #expect(interval.low == 0)
        #expect(interval.high == 1)
    }
}
