import Glibc

/// Evidence against "no mean difference" that may be looked at after every case: the Bayes factor of the t test with a normal prior
/// on the effect size, a test martingale for normal data of unknown spread (Wang and Ramdas, arXiv:2310.03722).
///
/// Stopping when E ≥ 1/α errs with probability α at most, however often one looks; approximate where differences are skewed.
package enum EProcess {
    /// Variance of the prior on the effect size.
    package static let prior = 0.25

    /// ln E after n differences; 0 below two, and no evidence where they have no spread.
    package static func logE(_ differences: some Collection<Double>, prior g: Double = prior) -> Double {
        let moments = Moments(Array(differences))
        return logE(count: moments.centred.count, mean: moments.mean, deviation: moments.deviation, prior: g)
    }

    /// −½ ln(1 + ng) + n/2 [ln(1 + t²/(n−1)) − ln(1 + t²/((n−1)(1 + ng)))], t = √n d̄/s.
    package static func logE(count: Int, mean: Double, deviation: Double, prior g: Double = prior) -> Double {
        guard count >= 2 else { return 0 }
        let n = Double(count)
        let square = deviation > 0 ? n * (mean / deviation) * (mean / deviation) / (n - 1) : 0
        return -0.5 * log1p(n * g) + 0.5 * n * (log1p(square) - log1p(square / (1 + n * g)))
    }

    /// The interval that holds at every n at once: d̄ ± s/√n √((n−1)(r−1)/(1 − r/(1 + ng))), r = (√(1 + ng)/α)^(2/n).
    ///
    /// Infinite while there are too few cases, r ≥ 1 + ng.
    package static func interval(count: Int, mean: Double, deviation: Double, level: Double = 0.95, prior g: Double = prior) -> [Double] {
        guard count >= 2 else { return [-.infinity, .infinity] }
        let n = Double(count)
        let r = exp(2 / n * (0.5 * log1p(n * g) - log(1 - level)))
        guard r < 1 + n * g else { return [-.infinity, .infinity] }
        let half = deviation / n.squareRoot() * ((n - 1) * (r - 1) / (1 - r / (1 + n * g))).squareRoot()
        return [mean - half, mean + half]
    }

    /// ln E of wins against losses, ties dropped: a beta mixture over the probability of a win, exact without moments. It tests the
    /// median, which for votes is the preference itself.
    package static func logE(wins: Int, losses: Int) -> Double {
        Beta.logBeta(Double(wins) + 0.5, Double(losses) + 0.5) - Beta.logBeta(0.5, 0.5) + Double(wins + losses) * log(2)
    }
}
