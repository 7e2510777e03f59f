import Statistics
import Testing

@Suite struct BetaTests {
    /// scipy 1.17.1, `special.betainc(a, b, x)`; p values are asked to hold 1e-9.
    @Test(arguments: [
        [0.3, 2, 5, 0.5798250000000003], [0.999, 0.5, 0.5, 0.9798649583666235], [0.02, 40, 0.5, 9.874536053045885e-70],
        [0.5, 500, 500, 0.5], [0.51, 5e4, 5e4, 0.9999999998735247], [1e-8, 0.5, 3, 0.00018749999875000004],
        [0.9, 12, 1.5, 0.4610110401244074], [0.5, 6, 7, 0.61279296875], [0, 2, 3, 0], [1, 2, 3, 1],
    ])
    func regularisedAgreesWithScipy(row: [Double]) {
        #expect(abs(Beta.regularised(row[0], row[1], row[2]) - row[3]) < 1e-11 * max(row[3], 1e-300))
    }

    /// mpmath 1.3.0 at 40 digits, `log(beta(a, b))` (scipy 1.17.1 loses four digits of the fourth row); the rows cross from
    /// lgamma to Stirling's remainder at 10.
    @Test(arguments: [
        [0.5, 0.5, 1.1447298858494002], [3, 12, -6.9957661563048505], [11, 20, -20.213939588555154],
        [0.5, 5000, -3.6862066527834603], [5e5, 5e5, -693152.4762292605],
    ])
    func logarithmAgreesWithMpmath(row: [Double]) {
        #expect(abs(Beta.logBeta(row[0], row[1]) - row[2]) < 1e-14 * abs(row[2]) + 1e-14)
        #expect(Beta.logBeta(row[0], row[1]) == Beta.logBeta(row[1], row[0]))
    }
}
