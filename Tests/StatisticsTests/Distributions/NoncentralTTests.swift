import Statistics
import Testing

@Suite struct NoncentralTTests {
    /// scipy 1.17.1, `stats.nct.cdf`; required 1e-9.
    @Test(arguments: [
        (2.0, 10.0, 1.5, 0.6591540724421909), (1.5, 1, 0.5, 0.6858270289937836), (-1, 5, 2, 0.0023163756540751507),
        (12, 30, 10, 0.8494793222050965), (2.04, 29, 2.7, 0.25628347064248697), (40, 50, 38, 0.6644435542573237),
        (2.2, 3, -1, 0.9919881803645323), (1.99, 500, 2.8, 0.20914400485293214),
    ])
    func agreesWithScipy(t: Double, degrees: Double, delta: Double, expected: Double) {
        #expect(abs(NoncentralT.cumulative(t, degrees: degrees, delta: delta) - expected) < 1e-9)
    }

    /// scipy 1.17.1, `stats.f` and `stats.beta`.
    @Test func theFAndBetaQuantilesAgree() {
        #expect(abs(FisherF.quantile(0.975, 5, 15) - 3.5764153492790607) < 1e-9)
        #expect(abs(FisherF.quantile(0.975, 15, 5) - 6.427728167078779) < 1e-9)
        #expect(abs(FisherF.upperTail(3.3, 5, 15) - 0.03299274734426427) < 1e-12)
        #expect(abs(Beta.quantile(0.025, 3, 28) - 0.02111713702972257) < 1e-12)
        #expect(Beta.quantile(0, 2, 3) == 0 && Beta.quantile(1, 2, 3) == 1)
    }
}
