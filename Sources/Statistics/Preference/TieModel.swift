import Glibc

/// How the probabilities of win, tie and loss follow from two strengths and one tie parameter δ.
///
/// All three depend on the difference of strengths x only, and their log-likelihood is concave in (x, δ).
package enum TieModel: String, Sendable, CaseIterable {
    /// Davidson 1970: e^(x/2) : e^(−x/2) : ν, with δ = ln ν.
    case davidson
    /// Rao and Kupper 1967: 1/(1 + e^(δ−x)) and 1/(1 + e^(δ+x)), the rest a tie, with δ = ln η ≥ 0.
    case raoKupper = "rao_kupper"
    /// Bradley and Terry 1952 with a tie as half a win and half a loss; it has no δ.
    case halfWins = "bradley_terry"

    /// Log-likelihood of a tally with its first and negative second derivatives.
    struct Terms {
        var value = 0.0
        var x = 0.0, delta = 0.0
        var xx = 0.0, xDelta = 0.0, deltaDelta = 0.0
    }

    func terms(_ tally: PairTally, x: Double, delta: Double) -> Terms {
        switch self {
        case .davidson: Self.davidson(tally, x, delta)
        case .raoKupper: Self.raoKupper(tally, x, delta)
        case .halfWins: Self.halfWins(tally, x)
        }
    }

    /// Probabilities that the first wins, the second wins, and of a tie.
    package func probabilities(x: Double, delta: Double) -> (first: Double, second: Double, tie: Double) {
        switch self {
        case .davidson:
            let top = max(abs(x) / 2, delta)
            let first = exp(x / 2 - top), second = exp(-x / 2 - top), tie = exp(delta - top)
            let sum = first + second + tie
            return (first / sum, second / sum, tie / sum)
        case .raoKupper:
            let first = Self.logistic(x - delta), second = Self.logistic(-x - delta)
            return (first, second, max(0, 1 - first - second))
        case .halfWins:
            return (Self.logistic(x), Self.logistic(-x), 0)
        }
    }

    /// δ from which Newton's method starts: the one at which equal strengths tie as often as the votes do.
    func start(ties: Double, of count: Double) -> Double {
        let share = min(0.999, max(1e-3, ties / count))
        return self == .davidson ? log(2 * share / (1 - share)) : 2 * atanh(share)
    }

    private static func davidson(_ tally: PairTally, _ x: Double, _ delta: Double) -> Terms {
        let p = TieModel.davidson.probabilities(x: x, delta: delta)
        let top = max(abs(x) / 2, delta)
        let logSum = top + log(exp(x / 2 - top) + exp(-x / 2 - top) + exp(delta - top))
        let lead = 0.5 * (p.first - p.second)
        let n = tally.count
        return Terms(
            value: 0.5 * x * (tally.leftWins - tally.rightWins) + delta * tally.ties - n * logSum,
            x: 0.5 * (tally.leftWins - tally.rightWins) - n * lead, delta: tally.ties - n * p.tie,
            xx: n * (0.25 * (p.first + p.second) - lead * lead), xDelta: -n * lead * p.tie, deltaDelta: n * p.tie * (1 - p.tie))
    }

    private static func raoKupper(_ tally: PairTally, _ x: Double, _ delta: Double) -> Terms {
        let first = logistic(x - delta), second = logistic(-x - delta)
        let (n1, n2) = (tally.leftWins + tally.ties, tally.rightWins + tally.ties)
        let (v1, v2) = (n1 * first * (1 - first), n2 * second * (1 - second))
        let growth = expm1(2 * delta)
        let ties = tally.ties
        return Terms(
            value: -n1 * softplus(delta - x) - n2 * softplus(delta + x) + (ties > 0 ? ties * log(growth) : 0),
            x: n1 * (1 - first) - n2 * (1 - second),
            delta: -n1 * (1 - first) - n2 * (1 - second) + (ties > 0 ? 2 * ties * (1 + 1 / growth) : 0),
            xx: v1 + v2, xDelta: v2 - v1, deltaDelta: v1 + v2 + (ties > 0 ? 4 * ties * (growth + 1) / (growth * growth) : 0))
    }

    private static func halfWins(_ tally: PairTally, _ x: Double) -> Terms {
        let p = logistic(x)
        let won = tally.leftWins + 0.5 * tally.ties, n = tally.count
        return Terms(value: won * x - n * softplus(x), x: won - n * p, xx: n * p * (1 - p))
    }

    static func logistic(_ x: Double) -> Double { x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)) }

    /// ln(1 + eˣ) without overflow.
    private static func softplus(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }
}
