import Testing

@testable import Statistics

@Suite struct SignFlipTestTests {
    /// scipy 1.17.1, `stats.permutation_test(permutation_type="samples", n_resamples=inf)` on |Σd|; required 1e-9.
    @Test(
        arguments: [
            ([1.2, -0.4, 3.1, 2.2, 0.7, -0.1], 0.125),
            ([5, 5, 5, 5, 5, 5, 5, 5], 0.0078125),
            ([1, -1, 2, -2, 3, 4], 0.34375),
            ([0.1, 0.2, 0.3, -0.3, -0.2, 0.4, 0, 0, 1.1], 0.28125),
            ([3.1, 2.4, -1.7, 0.2, 8.8, -3.3, 4.1, 2.2, -0.6, 1.9, 5.5, -2.4, 0.8, 3.9, 1.1, -0.7], 0.0587158203125),
            ([], 1), ([7], 1), ([0, 0, 0], 1),
        ] as [([Double], Double)])
    func exactValuesAgreeWithScipy(differences: [Double], expected: Double) {
        let test = SignFlipTest(differences)
        #expect(test.isExact)
        #expect(abs(test.pValue - expected) < 1e-12)
        let mirrored = SignFlipTest(differences.map { -$0 })
        #expect(mirrored.pValue == test.pValue)
    }

    @Test func zerosDoNotForceResampling() {
        let few = [1.5, 2.5, -0.5, 3, 2, 1.25]
        let test = SignFlipTest(few + [Double](repeating: 0, count: 40))
        #expect(test.isExact)
        #expect(test.pValue == SignFlipTest(few).pValue)
    }

    /// Of 2²⁰ patterns of equal magnitudes those with at most 5 or at least 15 signs alike are as extreme: scipy 1.17.1,
    /// `binomtest(15, 20).pvalue`. The standard error at 9,999 resamples is 0.002; the limit is four of them.
    @Test func resampledValuesComeCloseToTheExactOne() {
        let differences = (0..<20).map { $0 < 15 ? 1.0 : -1.0 }
        let test = SignFlipTest(differences)
        #expect(!test.isExact)
        #expect(abs(test.pValue - 0.04138946533203125) < 0.008)
    }

    @Test func resampledValuesAreNeverZeroAndRepeat() {
        let differences = (0..<30).map { 5 + Double($0) }
        #expect(SignFlipTest(differences).pValue == 1e-4)
        let mixed = differences.map { $0 - 15 }
        #expect(SignFlipTest(mixed, seed: 4).pValue == SignFlipTest(mixed, seed: 4).pValue)
        #expect(SignFlipTest(mixed, seed: 4).pValue != SignFlipTest(mixed, seed: 5).pValue)
    }

    /// The last value's sign is the last one drawn, so without it the others have the signs of the shorter series.
    @Test(arguments: [10, 17, 18, 80]) func leavingOutAValueKeepsTheSignsOfTheOthers(count: Int) {
        var stream = RandomStream(seed: 1, stream: 40, replicate: 0)
        let differences = (0..<count).map { _ in 10 * stream.unit() - 4 }
        let left = SignFlipTest.pValues(differences, leavingOut: [count - 1], resamples: 9_999, seed: 0)
        #expect(left == [SignFlipTest(Array(differences.dropLast())).pValue])
    }

    @Test func leavingOutAZeroChangesNothing() {
        let differences = (0..<30).map { $0 == 4 ? 0 : Double($0) - 10 }
        let left = SignFlipTest.pValues(differences, leavingOut: [4], resamples: 999, seed: 2)
        #expect(left == [SignFlipTest(differences, resamples: 999, seed: 2).pValue])
    }
}
