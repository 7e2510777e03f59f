import Statistics
import Testing

@Suite struct BootstrapIntervalTests {
    static let skewed = [
        -7.747, -7.22, -6.665, -6.076, -5.451, -4.784, -4.07, -3.3, -2.466, -1.556, -0.556, 0.557, 1.808, 3.239, 4.91, 6.917, 9.43, 12.794,
        17.903, 28.889,
    ]

    /// scipy 1.17.1, `bootstrap(n_resamples=1_000_000)`; required: each limit within 3 % of the width.
    @Test(arguments: [0, 1, 2] as [UInt64]) func comesNearScipy(seed: UInt64) throws {
        let interval = try #require(BootstrapInterval(Self.skewed, resamples: 10_000, seed: seed))
        let percentile = interval.percentile(), bca = try #require(interval.bca())
        for (ours, theirs) in zip(percentile, [-1.8903, 6.17555125]) { #expect(abs(ours - theirs) < 0.03 * 8.066) }
        for (ours, theirs) in zip(bca, [-1.43925, 7.01075]) { #expect(abs(ours - theirs) < 0.03 * 8.45) }
    }

    /// All 7⁷ resamples listed in numpy 2.3.3: the ideal bootstrap; required 1 % of the width.
    @Test func comesNearTheIdeal() throws {
        let interval = try #require(BootstrapInterval([1.0, 2.5, -0.7, 3.9, 0.2, 5.1, 1.8], resamples: 200_000))
        for (ours, theirs) in zip(interval.percentile(), [0.61428571, 3.4]) { #expect(abs(ours - theirs) < 0.01 * 2.786) }
    }

    /// scipy 1.17.1, medians of twelve, 300,000 resamples.
    @Test func takesAnyStatistic() throws {
        let interval = try #require(
            BootstrapInterval(PairedTestsTests.differences) { values in
                let sorted = values.sorted()
                return 0.5 * (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2])
            })
        #expect(abs(interval.percentile()[0] + 0.15) < 0.2 && abs(interval.percentile()[1] - 5.3) < 0.2)
    }

    @Test func degenerateResamplesGiveNothingInPlaceOfNaN() throws {
        let flat = try #require(BootstrapInterval([3, 3, 3]))
        #expect(flat.percentile() == [3, 3])
        #expect(flat.bca() == nil)
        #expect(BootstrapInterval([1]) == nil)
        #expect(BootstrapInterval([0, 0, 1], statistic: { 1 / $0.reduce(0, +) }) == nil)
    }
}
