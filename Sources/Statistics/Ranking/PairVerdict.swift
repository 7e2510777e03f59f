import Glibc

/// What may be said about two branches, or about a group.
package enum VerdictLabel: String, Codable, Sendable, CaseIterable {
    case better
    /// Significant, and too small to act on at the far end of the interval.
    case betterButSmall = "better_but_small"
    case equivalent
    case tooClose = "too_close"
    case notEnoughData = "not_enough_data"

    /// Whether one of the two is significantly better.
    package var isSignificant: Bool { self == .better || self == .betterButSmall }
}

/// The limits against which every pair of one field is held.
struct VerdictRules: Sendable {
    /// With fewer cases there is a description and no verdict.
    static let fewestCases = 6

    /// Non-zero differences below which the test cannot reach alpha after correction: ⌈1 + log2(pairs/alpha)⌉.
    var minimumCases: Int
    let minEffect: Double
    let alpha: Double

    init(pairs: Int, settings: RankingSettings) {
        // So compared, NaN takes the strict end too.
        alpha = settings.alpha > 1e-9 ? min(settings.alpha, 1) : 1e-9
        minEffect = settings.minEffect > 0 ? settings.minEffect : 0
        minimumCases = max(Self.fewestCases, Int((1 + log2(Double(max(1, pairs)) / alpha)).rounded(.up)))
    }
}

/// The first rule that holds for a pair, in the order of the initialiser.
struct PairVerdict: Sendable {
    let label: VerdictLabel
    /// Cases that would settle it with 80 % power; only where it is too close to call.
    let casesNeeded: Int?

    init(_ evidence: PairEvidence, adjustedP: Double?, rules: VerdictRules) {
        label = Self.label(evidence, adjustedP ?? 1, rules)
        casesNeeded = label == .tooClose ? Self.casesNeeded(evidence, rules) : nil
    }

    private static func label(_ evidence: PairEvidence, _ adjustedP: Double, _ rules: VerdictRules) -> VerdictLabel {
        guard evidence.cases >= VerdictRules.fewestCases, evidence.nonZero >= rules.minimumCases, evidence.hasSpread,
            let wide = evidence.interval95, let narrow = evidence.interval90
        else { return .notEnoughData }
        if adjustedP <= rules.alpha, wide[0] > 0 || wide[1] < 0 {
            return max(abs(wide[0]), abs(wide[1])) < rules.minEffect ? .betterButSmall : .better
        }
        if narrow[0] > -rules.minEffect, narrow[1] < rules.minEffect { return .equivalent }
        return .tooClose
    }

    /// ((t₀.₉₇₅ + z₀.₈) s / max(|d̄|, δ))², and at least one case more: with many pairs the correction asks for more than the formula.
    private static func casesNeeded(_ evidence: PairEvidence, _ rules: VerdictRules) -> Int? {
        let quantile = StudentT.quantile(0.975, degrees: Double(evidence.cases - 1))
        let ratio = (quantile + 0.842) * evidence.deviation / max(abs(evidence.mean), rules.minEffect)
        let needed = (ratio * ratio).rounded(.up)
        return needed < 1e9 ? max(Int(needed), evidence.cases + 1) : nil
    }
}
