/// McNemar's exact test on paired yes-or-no outcomes: a sign test on the cases where the two differ.
package enum McNemar {
    /// Two-sided p for the counts of cases in which only the first, and only the second, was hit; 1 without such cases.
    package static func exactP(onlyFirst: Int, onlySecond: Int) -> Double {
        let discordant = onlyFirst + onlySecond
        return min(1, 2 * Binomial.cumulative(min(onlyFirst, onlySecond), trials: discordant, probability: 0.5))
    }
}
