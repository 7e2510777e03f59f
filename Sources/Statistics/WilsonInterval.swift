/// Wilson's score interval (1927) for a proportion; never empty, also at 0 and at all successes.
package struct WilsonInterval: Sendable, Hashable {
    package let low: Double
    package let high: Double

    /// The interval for `successes` of `trials`; [0, 1] when nothing was tried.
    package init(successes: Int, trials: Int, level: Double = 0.95) {
        guard trials > 0 else {
            (low, high) = (0, 1)
            return
        }
        let n = Double(trials)
        let share = Double(successes) / n
        let z = Normal.quantile(0.5 + level / 2)
        let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        low = successes <= 0 ? 0 : centre - half
        high = successes >= trials ? 1 : centre + half
    }
}
