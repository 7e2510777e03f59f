import Statistics
import Testing

@Suite struct BinomialTests {
    /// scipy 1.17.1, `stats.binom.cdf(k, n, p)`; required 1e-9.
    @Test(arguments: [
        (3, 10, 0.5, 0.171875), (0, 30, 0.05, 0.21463876394293757), (480, 1000, 0.5, 0.10872414660207075), (9, 9, 0.2, 1),
        (7, 12, 0.83, 0.03926688770369124), (-1, 5, 0.5, 0),
    ])
    func cumulativeAgreesWithScipy(k: Int, trials: Int, probability: Double, expected: Double) {
        #expect(abs(Binomial.cumulative(k, trials: trials, probability: probability) - expected) < 1e-12)
    }

    /// scipy 1.17.1, `stats.binom.pmf(k, n, p)`.
    @Test(arguments: [
        (3, 10, 0.5, 0.1171875), (0, 30, 0.05, 0.21463876394293752), (480, 1000, 0.5, 0.011340982371187717),
        (7, 12, 0.83, 0.030515215064383205), (2, 5, 1, 0), (5, 5, 1, 1), (0, 4, 0, 1), (6, 5, 0.5, 0),
    ])
    func massAgreesWithScipy(k: Int, trials: Int, probability: Double, expected: Double) {
        #expect(abs(Binomial.mass(k, trials: trials, probability: probability) - expected) < 1e-12)
    }
}
