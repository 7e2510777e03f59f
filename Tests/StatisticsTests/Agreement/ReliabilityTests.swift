import Statistics
import Testing

@Suite struct ReliabilityTests {
    /// Shrout and Fleiss 1979, table 2, six targets and four judges.
    static let judges: [[Double]] = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]

    /// pingouin 0.7.0, `intraclass_corr`, which prints the limits to 0.01; the paper has .17, .29, .71, .44, .62, .91.
    @Test(arguments: [
        (IntraclassCorrelation.Form.single1, 0.16574176840548, 1.79467849223947, 0.16476880834464, [-0.13, 0.72]),
        (.single2, 0.28976377952756, 11.0272479564033, 0.00013456651648, [0.02, 0.76]),
        (.single3, 0.71484071484072, 11.0272479564033, 0.00013456651648, [0.34, 0.95]),
        (.mean1, 0.44279713367927, 1.79467849223947, 0.16476880834464, [-0.88, 0.91]),
        (.mean2, 0.62005054759899, 11.0272479564033, 0.00013456651648, [0.07, 0.93]),
        (.mean3, 0.90931554237707, 11.0272479564033, 0.00013456651648, [0.68, 0.99]),
    ])
    func intraclassCorrelationsAgree(form: IntraclassCorrelation.Form, value: Double, f: Double, p: Double, limits: [Double]) throws {
        let correlation = try #require(IntraclassCorrelation(Self.judges))
        let estimate = try #require(correlation.estimate(form))
        #expect(abs(estimate.value - value) < 1e-12)
        #expect(abs(estimate.f - f) < 1e-10)
        #expect(abs(estimate.pValue - p) < 1e-12)
        for (ours, theirs) in zip(estimate.interval, limits) { #expect(abs(ours - theirs) < 0.0051) }
    }

    @Test func whatDoesNotVaryHasNoReliability() {
        #expect(IntraclassCorrelation([[1, 1], [1, 1]]) == nil)
        #expect(IntraclassCorrelation([[1, 2]]) == nil)
        #expect(IntraclassCorrelation([[1, 2], [1]]) == nil)
    }

    /// Krippendorff's example of four observers and twelve units; krippendorff 0.9.0, which the book's .743, .815, .849, .797 confirm.
    @Test(arguments: [
        (KrippendorffAlpha.Level.nominal, 0.743421052631579), (.ordinal, 0.8153875037548814), (.interval, 0.8491071428571428),
        (.ratio, 0.7974027747116121),
    ])
    func krippendorffAgrees(level: KrippendorffAlpha.Level, expected: Double) throws {
        let observers: [[Double?]] = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
            [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
        ]
        let units = (0..<12).map { unit in observers.map { $0[unit] } }
        #expect(abs(try #require(KrippendorffAlpha.value(units, level: level)) - expected) < 1e-12)
    }

    @Test func alphaNeedsOverlapAndVariation() {
        #expect(KrippendorffAlpha.value([[1, nil], [nil, 2]], level: .nominal) == nil)
        #expect(KrippendorffAlpha.value([[1, 1], [1, 1]], level: .nominal) == nil)
        #expect(KrippendorffAlpha.value([[1, 1], [2, 2]], level: .interval) == 1)
    }

    /// statsmodels 0.15.0, `cohens_kappa` and `fleiss_kappa`, the latter on Fleiss's table of 1971.
    @Test func kappasAgree() throws {
        let table: [[Double]] = [[11, 3, 1], [2, 9, 4], [0, 2, 8]]
        #expect(abs(try #require(Kappa.cohen(table)) - 0.5492957746478873) < 1e-12)
        #expect(abs(try #require(Kappa.cohen(table, weights: .linear)) - 0.6258992805755396) < 1e-12)
        #expect(abs(try #require(Kappa.cohen(table, weights: .quadratic)) - 0.7058823529411764) < 1e-12)
        let counts: [[Double]] = [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1], [7, 7, 0, 0, 0], [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ]
        #expect(abs(try #require(Kappa.fleiss(counts)) - 0.20993070442195522) < 1e-12)
        #expect(Kappa.cohen([[5, 0], [0, 0]]) == nil)
        #expect(Kappa.fleiss([[2, 0], [2, 0]]) == nil)
    }

    /// scipy 1.17.1, `pearsonr`, `spearmanr`, `kendalltau`, with ties.
    @Test func correlationsAgree() throws {
        let x = [3.1, 2.2, 4.7, 1.5, 3.9, 5.5, 1.8, 2.2], y = [2, 2.5, 4, 1.5, 4.4, 4, 2.5, 3]
        #expect(abs(try #require(Correlation.pearson(x, y)) - 0.8063544491779038) < 1e-12)
        #expect(abs(try #require(Correlation.spearman(x, y)) - 0.7575896711961079) < 1e-12)
        #expect(abs(try #require(Correlation.kendallTauB(x, y)) - 0.5661385170722979) < 1e-12)
        #expect(Correlation.kendallTauB(y, x) == Correlation.kendallTauB(x, y))
        #expect(Correlation.kendallTauB([1, 1], [1, 2]) == nil)
        #expect(Correlation.pearson([1, 1], [1, 2]) == nil)
        #expect(Correlation.kendallTauB([1, 2, 3], [3, 2, 1]) == -1)
    }
}
