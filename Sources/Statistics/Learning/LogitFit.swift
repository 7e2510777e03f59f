import Glibc

/// A logit with weights that may not be negative and a ridge towards given ones: projected Newton steps on a concave function.
struct LogitFit: Sendable {
    private(set) var weights: [Double]
    private(set) var side: Double

    private static let mostSteps = 60

    /// Maximises Σ ln P − ridge/2 ‖β − centre‖² over β ≥ 0 and a free γ.
    init(_ rows: [PreferenceWeights.Row], centre: [Double], ridge: Double, from start: LogitFit?) {
        weights = start?.weights ?? centre
        side = start?.side ?? 0
        for _ in 0..<Self.mostSteps {
            let slope = Slope(rows, self, centre: centre, ridge: ridge)
            let free = weights.indices.filter { weights[$0] > 0 || slope.gradient[$0] > 0 } + [weights.count]
            let matrix = free.flatMap { row in free.map { slope.information[row * (weights.count + 1) + $0] } }
            guard let step = Cholesky(matrix, size: free.count)?.solve(free.map { slope.gradient[$0] }) else { break }
            var scale = 1.0
            var next = moved(free, step, scale)
            while scale > 1e-8, Slope.value(rows, next, centre: centre, ridge: ridge) < slope.value - 1e-12 * abs(slope.value) {
                scale /= 2
                next = moved(free, step, scale)
            }
            let change = zip(next.weights + [next.side], weights + [side]).map { abs($0 - $1) }.max() ?? 0
            self = next
            if change < 1e-10 { break }
        }
    }

    private func moved(_ free: [Int], _ step: [Double], _ scale: Double) -> LogitFit {
        var next = self
        for (slot, change) in zip(free, step) {
            if slot == weights.count {
                next.side += scale * change
            } else {
                next.weights[slot] = max(0, next.weights[slot] + scale * change)
            }
        }
        return next
    }

    func linear(_ row: PreferenceWeights.Row) -> Double { zip(row.differences, weights).reduce(side) { $0 + $1.0 * $1.1 } }

    static func logLikelihood(_ outcome: Double, _ x: Double) -> Double {
        outcome * x - (x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)))
    }

    private struct Slope {
        var value = 0.0
        var gradient: [Double]
        var information: [Double]

        init(_ rows: [PreferenceWeights.Row], _ fit: LogitFit, centre: [Double], ridge: Double) {
            let count = fit.weights.count, size = count + 1
            gradient = [Double](repeating: 0, count: size)
            information = [Double](repeating: 0, count: size * size)
            for row in rows {
                let x = fit.linear(row)
                let p = TieModel.logistic(x)
                value += LogitFit.logLikelihood(row.outcome, x)
                for i in 0..<size {
                    let a = i < count ? row.differences[i] : 1
                    gradient[i] += (row.outcome - p) * a
                    for j in 0...i { information[i * size + j] += p * (1 - p) * a * (j < count ? row.differences[j] : 1) }
                }
            }
            for i in 0..<size { for j in 0..<i { information[j * size + i] = information[i * size + j] } }
            for i in 0..<count {
                let gap = fit.weights[i] - centre[i]
                value -= 0.5 * ridge * gap * gap
                gradient[i] -= ridge * gap
                information[i * size + i] += ridge
            }
            information[size * size - 1] += 1e-9
        }

        static func value(_ rows: [PreferenceWeights.Row], _ fit: LogitFit, centre: [Double], ridge: Double) -> Double {
            let fitted = rows.reduce(0) { $0 + LogitFit.logLikelihood($1.outcome, fit.linear($1)) }
            return zip(fit.weights, centre).reduce(fitted) { $0 - 0.5 * ridge * ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
    }
}
