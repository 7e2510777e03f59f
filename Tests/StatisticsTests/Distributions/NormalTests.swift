import Statistics
import Testing

@Suite struct NormalTests {
    /// scipy 1.17.1, `stats.norm.cdf`; relative, and looser than rounding because erfc's last digits depend on the C library.
    @Test(
        arguments: [
            (-8, 6.22096057427174e-16), (-2.5, 0.006209665325776132), (-0.1, 0.460172162722971), (0, 0.5), (1.3, 0.9031995154143897),
            (4.7, 0.9999986991925461),
        ] as [(Double, Double)])
    func cumulativeAgreesWithScipy(x: Double, expected: Double) {
        #expect(abs(Normal.cumulative(x) - expected) <= 1e-13 * expected)
    }

    /// scipy 1.17.1, `stats.norm.ppf`; the closed forms built on it are asked to hold 1e-9.
    @Test(
        arguments: [
            (1e-12, -7.034483825301131), (0.001, -3.090232306167813), (0.025, -1.9599639845400545), (0.4, -0.2533471031357997),
            (0.8, 0.8416212335729143), (0.975, 1.959963984540054), (0.99999, 4.264890793923841), (0.5, 0),
        ] as [(Double, Double)])
    func quantileAgreesWithScipy(p: Double, expected: Double) {
        #expect(abs(Normal.quantile(p) - expected) < 2e-11)
    }

    @Test func theEndsAreInfiniteAndBeyondIsNotANumber() {
        #expect(Normal.quantile(0) == -.infinity)
        #expect(Normal.quantile(1) == .infinity)
        #expect(Normal.quantile(-0.1).isNaN)
        #expect(Normal.quantile(.nan).isNaN)
    }
}
