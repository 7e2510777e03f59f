import Glibc

/// How many cases a difference needs to be found: the paired t test at the level of the first step of Holm's correction.
package struct PowerPlan: Sendable, Hashable {
    /// Deviation of the per-case differences, points.
    package let spread: Double
    package let alpha: Double
    /// Comparisons that share alpha.
    package let pairs: Int

    package init(spread: Double, alpha: Double = 0.05, pairs: Int = 1) {
        self.spread = spread
        self.alpha = alpha
        self.pairs = max(1, pairs)
    }

    /// Cases without which no verdict falls, however large the difference.
    package var fewestCases: Int { VerdictRules(pairs: pairs, settings: RankingSettings(alpha: alpha)).minimumCases }

    /// Most cases that are looked for.
    private static let mostCases = 10_000_000

    /// Probability of finding a difference of `effect` points with n cases; two-sided, through the noncentral t.
    package func power(effect: Double, cases: Int) -> Double {
        guard cases >= 2, spread > 0 else { return cases >= 2 && effect != 0 ? 1 : 0 }
        let degrees = Double(cases - 1)
        let delta = abs(effect) / spread * Double(cases).squareRoot()
        let critical = StudentT.quantile(1 - alpha / Double(pairs) / 2, degrees: degrees)
        if delta > 37 || degrees > 100_000 { return Normal.cumulative(delta - critical) + Normal.cumulative(-delta - critical) }
        return 1 - NoncentralT.cumulative(critical, degrees: degrees, delta: delta)
            + NoncentralT.cumulative(-critical, degrees: degrees, delta: delta)
    }

    /// The smallest number of cases with that power; nil when it is beyond any run.
    package func cases(effect: Double, power wanted: Double = 0.8) -> Int? {
        guard effect != 0, wanted < 1 else { return nil }
        var high = 4
        while power(effect: effect, cases: high) < wanted {
            high *= 2
            guard high <= Self.mostCases else { return nil }
        }
        var low = high == 4 ? 2 : high / 2
        while low < high {
            let middle = (low + high) / 2
            if power(effect: effect, cases: middle) >= wanted { high = middle } else { low = middle + 1 }
        }
        return high
    }

    /// The smallest difference that n cases find with that power; nil below two cases.
    package func detectable(cases: Int, power wanted: Double = 0.8) -> Double? {
        guard cases >= 2, wanted < 1 else { return nil }
        var high = spread
        while power(effect: high, cases: cases) < wanted, high < 1e9 * max(spread, 1) { high *= 2 }
        var low = 0.0
        for _ in 0..<60 {
            let middle = 0.5 * (low + high)
            if power(effect: middle, cases: cases) >= wanted { high = middle } else { low = middle }
        }
        return high
    }
}
