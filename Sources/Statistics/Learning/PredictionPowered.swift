import Glibc

/// A mean of votes sharpened by a cheap proxy: unbiased however bad the proxy is (Angelopoulos and others, arXiv:2301.09633, with the
/// tuning of arXiv:2311.01453).
///
/// θ̂ = λ mean_N(f) + mean_n(Y − λ f), λ̂ = Cov_n(Y, f)/((1 + n/N) Var_N(f)), Var = λ² Var(f)/N + Var_n(Y − λ f)/n.
package struct PredictionPowered: Sendable, Hashable {
    /// One of the three columns that are shown.
    package struct Estimate: Sendable, Hashable {
        package let mean: Double
        package let error: Double
        /// 95 %, Student's t.
        package let interval: [Double]

        init(mean: Double, variance: Double, degrees: Int) {
            self.mean = mean
            error = max(0, variance).squareRoot()
            let half = StudentT.quantile(0.975, degrees: Double(degrees)) * error
            interval = [mean - half, mean + half]
        }
    }

    package let votes: Estimate
    package let proxy: Estimate
    package let combined: Estimate
    /// 0 where the proxy is useless, near 1 where it is as good as a vote.
    package let lambda: Double
    package let labelled: Int
    package let all: Int

    /// - Parameters:
    ///   - proxy: f of every case.
    ///   - votes: Y of the cases that were voted on, nil for the others; in the same order.
    /// - Returns: nil with fewer than two cases that have votes.
    package init?(proxy: [Double], votes: [Double?]) {
        let pairs = zip(proxy, votes).compactMap { f, y in y.map { (f: f, y: $0) } }
        guard pairs.count >= 2 else { return nil }
        let (n, all) = (Double(pairs.count), Double(proxy.count))
        let y = Moments(pairs.map(\.y)), f = Moments(pairs.map(\.f)), every = Moments(proxy)
        let covariance = zip(y.centred, f.centred).reduce(0) { $0 + $1.0 * $1.1 } / (n - 1)
        let spread = every.deviation * every.deviation
        let lambda = spread > 0 ? covariance / ((1 + n / all) * spread) : 0
        let rest = Moments(pairs.map { $0.y - lambda * $0.f })
        labelled = pairs.count
        self.all = proxy.count
        self.lambda = lambda
        self.votes = Estimate(mean: y.mean, variance: y.deviation * y.deviation / n, degrees: pairs.count - 1)
        self.proxy = Estimate(mean: every.mean, variance: spread / all, degrees: proxy.count - 1)
        combined = Estimate(
            mean: lambda * every.mean + rest.mean, variance: lambda * lambda * spread / all + rest.deviation * rest.deviation / n,
            degrees: pairs.count - 1)
    }
}
