import Statistics
import Testing

/// scipy 1.17.1 (`ttest_1samp`, `wilcoxon`, `binomtest`) and statsmodels 0.15.0 (`multipletests`); required 1e-9.
@Suite struct PairedTestsTests {
    static let differences = [4.1, -2.3, 7.7, 0.6, 3.3, -5.2, 9.1, 2.8, 1.4, -0.9, 6.5, 3.0]

    @Test func studentsTAgrees() throws {
        let test = try #require(PairedTTest(Self.differences))
        #expect(abs(test.t - 2.097078456743517) < 1e-12)
        #expect(abs(test.pValue - 0.059902504986248384) < 1e-12)
        #expect(test.degrees == 11)
        #expect(PairedTTest([1]) == nil)
        #expect(PairedTTest([2, 2, 2]) == nil)
    }

    @Test func signsAgree() {
        #expect(abs(SignTest.exactP(Self.differences) - 0.14599609375) < 1e-12)
        #expect(SignTest.exactP([0, 0]) == 1)
    }

    /// Untied by scipy's exact method; tied by listing the sign patterns in numpy 2.3.3, where scipy's table does not hold.
    @Test func wilcoxonIsExactOnFewDifferences() {
        let untied = WilcoxonTest(Self.differences)
        #expect(untied.isExact)
        #expect(abs(untied.pValue - 0.06396484375) < 1e-12)
        let tied = WilcoxonTest([1, 1, -1, 2, 2, -3, 3, 0, 4, -1, 2])
        #expect(tied.positiveRanks == 41.5)
        #expect(abs(tied.pValue - 0.177734375) < 1e-12)
        #expect(WilcoxonTest([0, 0]).pValue == 1)
        #expect(WilcoxonTest([3, -3]).pValue == 1)
    }

    /// scipy's `wilcoxon(method="approx", correction=False)`.
    @Test func wilcoxonIsNormalOnMany() {
        let more = Self.differences.map { 0.5 * $0 - 1 } + [0.6, 0.6, -0.6]
        let test = WilcoxonTest(Self.differences + more)
        #expect(!test.isExact)
        // The middle of a sum of rounded products is tied or not by its last bit; ours and numpy's agree here.
        #expect(abs(test.pValue - 0.07337220699874873) < 1e-9)
    }

    @Test func correctionsAgree() {
        let p = [0.01, 0.04, 0.03, 0.005, 0.2]
        for (ours, theirs) in zip(MultipleTesting.benjaminiHochberg(p), [0.025, 0.05, 0.05, 0.025, 0.2]) {
            #expect(abs(ours - theirs) < 1e-12)
        }
        for (ours, theirs) in zip(MultipleTesting.bonferroni(p), [0.05, 0.2, 0.15, 0.025, 1]) { #expect(abs(ours - theirs) < 1e-12) }
        #expect(MultipleTesting.bonferroni([]).isEmpty && MultipleTesting.benjaminiHochberg([]).isEmpty)
    }
}
