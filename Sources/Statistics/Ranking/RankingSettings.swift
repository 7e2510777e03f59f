/// What the user may choose about a ranking; all of it is printed with the result.
package struct RankingSettings: Sendable {
    package var seed: UInt64
    /// Replicates of the bootstrap, and of the sign-flip test where not all patterns are listed.
    package var resamples: Int
    /// Smallest difference worth acting on, in points of quality.
    package var minEffect: Double
    /// Family-wise error of the pairwise tests.
    package var alpha: Double

    /// How the field was raced; its pairs are then judged by what may be looked at again and again. nil for a fixed set of cases.
    package var race: RaceSettings?

    package init(seed: UInt64 = 0, resamples: Int = 9_999, minEffect: Double = 2, alpha: Double = 0.05) {
        self.seed = seed
        self.resamples = resamples
        self.minEffect = minEffect
        self.alpha = alpha
    }
}
