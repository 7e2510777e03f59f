import Statistics
import Testing

@Suite struct MeanIntervalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let values: [Double]
        /// Limits at 0.95 and 0.90 from 199 resamples of seed 3.
        let drawn: [[Double]]
        /// The same from 1,999,999 resamples of another generator.
        let ideal: [[Double]]
    }

    /// A second implementation of the definition in numpy 2.4.6 and scipy 1.17.1, with its own xoshiro256** for `drawn` and
    /// numpy's PCG64 for `ideal`.
    static let cases = [
        Case(
            testDescription: "mixed", values: [4.1, -2.3, 7.7, 0.6, 3.3, -5.2, 9.1, 2.8, 1.4, -0.9, 6.5, 3.0],
            drawn: [[-0.12428368939977608, 5.234665243141371], [0.2548430764209346, 4.656406400937016]],
            ideal: [[-0.21217235887717356, 5.140950356066442], [0.2682164074466211, 4.656406400937016]]),
        Case(
            testDescription: "skewed",
            values: [
                -7.747, -7.22, -6.665, -6.076, -5.451, -4.784, -4.07, -3.3, -2.466, -1.556, -0.556, 0.557, 1.808, 3.239, 4.91, 6.917,
                9.43, 12.794, 17.903, 28.889,
            ],
            drawn: [[-2.6112137413001033, 6.698648905191822], [-1.8394508826211822, 5.790592335407737]],
            ideal: [[-2.6112137413001033, 7.66057950273757], [-1.8394508826211822, 6.557693649443781]]),
        Case(
            testDescription: "failures",
            values: [
                3.1, 2.2, 4.7, -61.5, 3.9, 5.5, 1.8, 2.6, 4.4, 3.3, -58.2, 2.9, 6.1, 3.6, 0.4, 4.0, 2.7, 5.2, 1.1, 3.8, 4.9, 2.0, 3.5,
                6.6, 1.3, 4.6, 2.4, 5.8, 3.2, 0.9,
            ],
            drawn: [[-21.602015955370298, 5.253900522945143], [-13.464099065291128, 4.233945912708412]],
            ideal: [[-18.08921769626936, 5.253900522945143], [-13.058063344272853, 4.233945912708412]]),
        Case(
            testDescription: "ties", values: [0, 0, 0, 2.5, 0, 0, 5, 0, -2.5, 0, 0, 2.5, 0, 0, 7.5],
            drawn: [[-0.3645326159826596, 2.8312274356937195], [-0.12056137827809521, 2.3769222720480947]],
            ideal: [[-0.3645326159826596, 2.980779492552104], [-0.12056137827809521, 2.588682901771777]]),
    ]

    /// 1e-9: the same draws, other rounding.
    @Test(arguments: cases) func sameDrawsGiveTheSameLimits(_ example: Case) throws {
        let interval = MeanInterval(of: example.values, resamples: 199, seed: 3)
        for (level, expected) in zip([0.95, 0.90], example.drawn) {
            let limits = try #require(interval.limits(level: level))
            #expect(abs(limits[0] - expected[0]) < 1e-9)
            #expect(abs(limits[1] - expected[1]) < 1e-9)
        }
    }

    /// 2 % of the width is what the default of 9,999 resamples must hold.
    @Test(arguments: cases, [0, 1, 2] as [UInt64]) func theDefaultIsWithinTwoPercentOfTheIdeal(_ example: Case, seed: UInt64) throws {
        let interval = MeanInterval(of: example.values, seed: seed)
        for (level, expected) in zip([0.95, 0.90], example.ideal) {
            let limits = try #require(interval.limits(level: level))
            #expect(abs(limits[0] - expected[0]) < 0.02 * (expected[1] - expected[0]))
            #expect(abs(limits[1] - expected[1]) < 0.02 * (expected[1] - expected[0]))
        }
    }

    @Test func manySeriesAtOnceGiveWhatEachGivesAlone() {
        let together = MeanInterval.each(of: Self.cases.map(\.values), resamples: 499, seed: 8)
        for (interval, example) in zip(together, Self.cases) {
            #expect(interval.limits(level: 0.95) == MeanInterval(of: example.values, resamples: 499, seed: 8).limits(level: 0.95))
        }
    }

    @Test(arguments: cases) func theMirroredSeriesHasTheMirroredInterval(_ example: Case) throws {
        let limits = try #require(MeanInterval(of: example.values, resamples: 999).limits(level: 0.95))
        let mirrored = try #require(MeanInterval(of: example.values.map { -$0 }, resamples: 999).limits(level: 0.95))
        #expect(limits[0] == -mirrored[1])
        #expect(limits[1] == -mirrored[0])
    }

    /// 1e-9 is the rounding of sums near 1,000.
    @Test(arguments: cases) func shiftingAndScalingCarryTheIntervalAlong(_ example: Case) throws {
        let limits = try #require(MeanInterval(of: example.values, resamples: 999).limits(level: 0.95))
        let moved = try #require(MeanInterval(of: example.values.map { 3 * $0 + 50 }, resamples: 999).limits(level: 0.95))
        #expect(abs(moved[0] - (3 * limits[0] + 50)) < 1e-9)
        #expect(abs(moved[1] - (3 * limits[1] + 50)) < 1e-9)
    }

    @Test func fewerThanTwoValuesHaveNoInterval() {
        #expect(MeanInterval(of: []).limits(level: 0.95) == nil)
        #expect(MeanInterval(of: [3]).limits(level: 0.95) == nil)
        #expect(MeanInterval(of: [3]).mean == 3)
    }

    @Test func equalValuesHaveAnIntervalOfNoWidth() {
        #expect(MeanInterval(of: [3, 3, 3]).limits(level: 0.95) == [3, 3])
    }

    @Test(arguments: [[1, 2], [0, 0, 1e-6], [1e-3, 99.9, 0], [0, 0, 0, 0, 0, 0, 0, 100]])
    func limitsAreFiniteOnAFewValues(values: [Double]) throws {
        for resamples in [1, 7, 9_999] {
            let limits = try #require(MeanInterval(of: values, resamples: resamples).limits(level: 0.95))
            #expect(limits[0].isFinite && limits[1].isFinite)
            #expect(limits[0] < limits[1])
        }
    }
}
