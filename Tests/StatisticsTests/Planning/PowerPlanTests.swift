import Statistics
import Testing

@Suite struct PowerPlanTests {
    /// statsmodels 0.15.0, `TTestPower().solve_power(effect_size=…, power=0.8)`, rounded up.
    @Test(arguments: [(0.5, 1, 34), (0.3, 1, 90), (0.8, 1, 15), (0.5, 6, 52), (0.3, 6, 139), (0.8, 6, 23)])
    func casesAgreeWithStatsmodels(effect: Double, pairs: Int, expected: Int) {
        #expect(PowerPlan(spread: 10, pairs: pairs).cases(effect: 10 * effect) == expected)
    }

    /// The same package, `TTestPower().power`; required 1e-9.
    @Test(arguments: [
        (0.5, 34, 1, 0.8077775012792737), (0.3, 90, 1, 0.8037942968932215), (0.8, 15, 1, 0.8213105387241096),
        (0.5, 52, 6, 0.8005330329766428),
    ])
    func powerAgreesWithStatsmodels(effect: Double, cases: Int, pairs: Int, expected: Double) {
        #expect(abs(PowerPlan(spread: 1, pairs: pairs).power(effect: effect, cases: cases) - expected) < 1e-9)
    }

    @Test func theDetectableDifferenceIsTheInverse() throws {
        let plan = PowerPlan(spread: 8, pairs: 3)
        let effect = try #require(plan.detectable(cases: 40))
        #expect(abs(plan.power(effect: effect, cases: 40) - 0.8) < 1e-9)
        #expect(plan.cases(effect: effect + 1e-6) == 40)
    }

    @Test func whatCannotBeFoundHasNoNumber() {
        #expect(PowerPlan(spread: 10).cases(effect: 0) == nil)
        #expect(PowerPlan(spread: 10).cases(effect: 1e-6) == nil)
        #expect(PowerPlan(spread: 10).detectable(cases: 1) == nil)
        #expect(PowerPlan(spread: 0).cases(effect: 2) == 2)
    }
}

@Suite struct VariancePartsTests {
    /// numpy 2.3.3 mean squares; ICC(1) also by pingouin 0.7.0, `intraclass_corr`. Required 1e-9.
    @Test func agreesWithPingouin() throws {
        let parts = try #require(
            VarianceParts([[1.0, 2.0, 1.5], [3.0, 3.5, 2.0], [-1.0, 0.5, 0.0], [2.0, 2.2, 4.0], [0.1, 0.9, 0.4]]))
        #expect(abs(parts.betweenCases - 1.599) < 1e-12)
        #expect(abs(parts.betweenRepeats - 0.5586666666666666) < 1e-12)
        #expect(abs(parts.intraclass - 0.74107832535146) < 1e-12)
        #expect(abs(parts.repeats - 3) < 1e-12)
        let best = try #require(parts.bestRepeats(costOfCase: 4, costOfRepeat: 1))
        #expect(abs(best - (4 * 0.5586666666666666 / 1.599).squareRoot()) < 1e-12)
    }

    @Test func withoutRepeatsThereIsNothingToSplit() {
        #expect(VarianceParts([[1], [2], [3]]) == nil)
        #expect(VarianceParts([[1, 2]]) == nil)
        #expect(VarianceParts([[1, 1], [1, 1]]) == nil)
        #expect(VarianceParts([[1, 2], [3], []]) != nil)
    }
}
