import Statistics
import Testing

@Suite struct McNemarTests {
    /// statsmodels 0.15.0, `mcnemar(table, exact=True)`; required 1e-9.
    @Test(arguments: [
        (0, 5, 0.0625), (1, 8, 0.0390625), (6, 6, 1), (3, 4, 1), (40, 70, 0.005447429511444476), (0, 1, 1), (0, 0, 1),
    ])
    func agreesWithStatsmodels(onlyFirst: Int, onlySecond: Int, expected: Double) {
        #expect(abs(McNemar.exactP(onlyFirst: onlyFirst, onlySecond: onlySecond) - expected) < 1e-12)
        #expect(abs(McNemar.exactP(onlyFirst: onlySecond, onlySecond: onlyFirst) - expected) < 1e-12)
    }
}
