import Statistics
import Testing

@Suite struct EProcessTests {
    static let differences = [4.1, -2.3, 7.7, 0.6, 3.3, -5.2, 9.1, 2.8, 1.4, -0.9, 6.5, 3.0]

    /// The Bayes factor itself, by integrating scipy 1.17.1's `nct.pdf` against `norm.pdf(0, ½)` with `quad`; required 1e-8.
    @Test(arguments: [(2, -0.17799469157117173), (6, -0.2846759103178261), (10, 0.14077552363384113), (12, 0.7532242309636239)])
    func agreesWithTheIntegralOverThePrior(count: Int, expected: Double) {
        #expect(abs(EProcess.logE(Self.differences.prefix(count)) - expected) < 1e-10)
    }

    /// numpy 2.3.3 on the formula of arXiv:2310.03722.
    @Test func intervalsAgree() {
        let short = EProcess.interval(count: 12, mean: 30.1 / 12, deviation: deviation(Self.differences))
        #expect(abs(short[0] + 2.4775434999320827) < 1e-9 && abs(short[1] - 7.49421016659875) < 1e-9)
        let long = Array(repeating: Self.differences, count: 4).flatMap(\.self)
        let limits = EProcess.interval(count: 48, mean: 30.1 / 12, deviation: deviation(long))
        #expect(abs(limits[0] - 0.6693620336414374) < 1e-9 && abs(limits[1] - 4.347304633025229) < 1e-9)
        #expect(abs(EProcess.logE(long) - 6.0623735403346295) < 1e-9)
    }

    /// The interval excludes 0 exactly when E reaches 1/α.
    @Test(arguments: [0.2, 0.5, 0.8, 1.1, 1.4, 1.7, 2]) func intervalAndEvidenceSayTheSame(mean: Double) {
        for count in [3, 10, 20, 40, 80] {
            let excludes = EProcess.interval(count: count, mean: mean, deviation: 3)[0] > 0
            #expect(excludes == (EProcess.logE(count: count, mean: mean, deviation: 3) > 2.995732273553991))
        }
    }

    /// scipy 1.17.1, `special.betaln`.
    @Test(arguments: [(0, 0, 0), (8, 0, 3.9174768561106097), (8, 2, 0.5162794744484547), (30, 10, 3.154614025364186)])
    func winsAgainstLossesAgree(wins: Int, losses: Int, expected: Double) {
        #expect(abs(EProcess.logE(wins: wins, losses: losses) - expected) < 1e-10)
        #expect(abs(EProcess.logE(wins: losses, losses: wins) - expected) < 1e-10)
    }

    @Test func nothingIsNoEvidence() {
        #expect(EProcess.logE([]) == 0)
        #expect(EProcess.logE([5]) == 0)
        #expect(EProcess.logE([3, 3, 3, 3]) < 0)
        #expect(EProcess.interval(count: 1, mean: 1, deviation: 0) == [-.infinity, .infinity])
    }

    private func deviation(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
}
