import Statistics
import Testing

@Suite struct HolmTests {
    /// statsmodels 0.15.0, `multipletests(p, method="holm")`; 1e-12 is rounding.
    @Test(
        arguments: [
            ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
            ([0.02, 0.02, 0.5, 0.001, 0.9, 0.02], [0.1, 0.1, 1, 0.006, 1, 0.1]),
            ([0.3, 0.4, 0.01], [0.6, 0.6, 0.03]),
            ([0.7], [0.7]),
            ([], []),
        ] as [([Double], [Double])])
    func agreesWithStatsmodels(pValues: [Double], expected: [Double]) {
        let adjusted = Holm.adjusted(pValues)
        #expect(adjusted.count == expected.count)
        for (ours, theirs) in zip(adjusted, expected) { #expect(abs(ours - theirs) < 1e-12) }
    }
}
