import Glibc

/// The number of successes in independent trials of one probability.
package enum Binomial {
    /// P(X ≤ k), by the incomplete beta function.
    package static func cumulative(_ k: Int, trials: Int, probability: Double) -> Double {
        guard k >= 0 else { return 0 }
        guard k < trials else { return 1 }
        return Beta.regularised(1 - probability, probability, Double(trials - k), Double(k + 1))
    }

    /// P(X = k).
    package static func mass(_ k: Int, trials: Int, probability: Double) -> Double {
        guard (0...max(0, trials)).contains(k) else { return 0 }
        guard probability > 0, probability < 1 else { return k == (probability > 0 ? trials : 0) ? 1 : 0 }
        let logChoices = -Beta.logBeta(Double(k + 1), Double(trials - k + 1)) - log(Double(trials + 1))
        return exp(logChoices + Double(k) * log(probability) + Double(trials - k) * log1p(-probability))
    }
}
