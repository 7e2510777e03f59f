/// The exact interval for a proportion (1934): never below its level, and wider than Wilson's.
package struct ClopperPearson: Sendable, Hashable {
    package let low: Double
    package let high: Double

    /// [0, 1] when nothing was tried.
    package init(successes: Int, trials: Int, level: Double = 0.95) {
        let tail = 0.5 * (1 - level)
        let (k, n) = (Double(successes), Double(trials))
        low = successes <= 0 ? 0 : Beta.quantile(tail, k, n - k + 1)
        high = successes >= trials ? 1 : Beta.quantile(1 - tail, k + 1, n - k)
    }
}
