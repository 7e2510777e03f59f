import Statistics
import Testing

@Suite struct StudentTTests {
    /// scipy 1.17.1, `stats.t.cdf(t, degrees)`; required 1e-9.
    @Test(
        arguments: [
            (-3.2, 1, 0.09641124797922958), (0.4, 2.5, 0.6395903655346387), (2.1, 9, 0.967440858793924),
            (-0.001, 30, 0.49960436788324253), (1.7, 199, 0.9546533551808798), (4.9, 4999, 0.9999995056818572),
            (-6, 11, 4.4630646020345655e-05), (12, 3, 0.9993774920996054), (1.96, 1e6, 0.9750019662073651), (0, 5, 0.5),
        ] as [(Double, Double, Double)])
    func cumulativeAgreesWithScipy(t: Double, degrees: Double, expected: Double) {
        #expect(abs(StudentT.cumulative(t, degrees: degrees) - expected) < 1e-12)
    }

    /// scipy 1.17.1, `stats.t.ppf(p, degrees)`; relative, as the tails of few degrees are long.
    @Test(
        arguments: [
            (0.975, 1, 12.706204736174694), (0.975, 5, 2.5705818356363146), (0.95, 9, 1.833112932656237), (0.975, 29, 2.045229642132703),
            (0.025, 999, -1.9623414611334498), (0.995, 2, 9.924843200918287), (1e-6, 4, -41.577854150450975),
            (0.6, 9998, 0.25335384479407985), (0.9999, 1.5, 242.26409884652412),
        ] as [(Double, Double, Double)])
    func quantileAgreesWithScipy(p: Double, degrees: Double, expected: Double) {
        #expect(abs(StudentT.quantile(p, degrees: degrees) - expected) < 1e-11 * abs(expected))
    }

    @Test func twoSidedKeepsSmallTails() {
        // scipy 1.17.1: 2 * stats.t.sf(6, 11).
        #expect(abs(StudentT.twoSided(-6, degrees: 11) / (2 * 4.4630646020345655e-05) - 1) < 1e-12)
    }

    @Test func quantileInvertsCumulative() {
        for degrees in [1.0, 3, 7.5, 40, 1e4] {
            for p in [0.001, 0.2, 0.5, 0.61, 0.9995] {
                #expect(abs(StudentT.cumulative(StudentT.quantile(p, degrees: degrees), degrees: degrees) - p) < 1e-13)
            }
        }
    }

    @Test func theEndsAreInfiniteAndBeyondIsNotANumber() {
        #expect(StudentT.quantile(0, degrees: 4) == -.infinity)
        #expect(StudentT.quantile(1, degrees: 4) == .infinity)
        #expect(StudentT.quantile(1.5, degrees: 4).isNaN)
    }
}
