/// Which output of one case is best, by how much, why, and how sure that is.
package struct CaseVerdict: Codable, Sendable, Hashable {
    package enum Label: String, Codable, Sendable {
        /// At least 5 points over the runner-up.
        case clear
        /// 2 to 5 points.
        case slight
        /// Less than 2 points, or no quality to compare.
        case tie
        case noEligibleOutput = "no_eligible_output"
    }

    /// What chose the one output that a caller gets.
    package enum TieBreak: String, Codable, Sendable {
        case quality, warnings
        case firstAspect = "first_aspect"
        case declaredOrder = "declared_order"
        case onlyEligible = "only_eligible"
    }

    package let label: Label
    package let winner: String?
    package let runnerUp: String?
    package let decidedBy: TieBreak?
    /// Points over the runner-up; nil when there is none, or no quality to compare.
    package let margin: Double?
    /// Probability that people prefer the winner to the runner-up, 0.5…1; nil without a margin.
    package let confidence: Double?
    /// Qualities that were compared, by branch: from the metrics that all eligible outputs have.
    package let compared: [String: Double]
    /// Why the winner is ahead of the runner-up.
    package let contributions: Contributions?
    /// The verdict in a sentence.
    package let reason: String

    enum CodingKeys: String, CodingKey {
        case label, winner, margin, confidence, compared, contributions, reason
        case runnerUp = "runner_up"
        case decidedBy = "decided_by"
    }

    /// Points from which a lead is `clear` and `slight`.
    static let clearMargin = 5.0
    static let slightMargin = 2.0
    /// Standard deviation of the difference of two qualities of one case: σ_Q √(2(1 − ρ)) with σ_Q = 10 and ρ = ½.
    static let differenceSigma = 10.0
    /// Qualities nearer than this are the same; rounding must not decide.
    static let equal = 1e-9

    /// Decides among outputs in declared order. Branches that produced nothing are left out of the list.
    package init(_ outputs: [(branch: String, card: Scorecard)], under profile: ScoringProfile) {
        let eligible = outputs.filter(\.card.isEligible)
        let standings = Self.standings(eligible, Fusion(profile))
        compared = Dictionary(standings.compactMap { standing in standing.quality.map { (standing.branch, $0) } }) { first, _ in first }
        let words = VerdictWords(profile: profile)
        guard let best = standings.indices.reduce(nil, { Self.better($0, $1, standings) }) else {
            (label, winner, runnerUp, decidedBy, margin, confidence, contributions) = (.noEligibleOutput, nil, nil, nil, nil, nil, nil)
            reason = words.nothingEligible(outputs)
            return
        }
        let others = standings.indices.filter { $0 != best }
        guard let second = others.reduce(nil, { Self.better($0, $1, standings) }) else {
            (label, winner, runnerUp, decidedBy) = (.clear, standings[best].branch, nil, .onlyEligible)
            (margin, confidence, contributions) = (nil, nil, nil)
            reason = words.onlyEligible(standings[best], among: outputs)
            return
        }
        let first = standings[best], runner = standings[second]
        let lead = first.quality.flatMap { quality in runner.quality.map { quality - $0 } }
        let decidedBy = Self.decision(first, runner)
        let rest = standings.filter { $0.quality != nil && $0.branch != first.branch && $0.branch != runner.branch }.map(\.card)
        let contributions = lead.flatMap { _ in Contributions(of: first.card, over: runner.card, among: rest, under: profile) }
        label = Self.label(lead)
        winner = first.branch
        runnerUp = runner.branch
        self.decidedBy = decidedBy
        margin = lead
        confidence = lead.map { Self.normalDistribution(max(0, $0) / Self.differenceSigma) }
        self.contributions = contributions
        reason = words.sentence(first, over: runner, decidedBy: decidedBy, contributions: contributions)
    }

    static func label(_ lead: Double?) -> Label {
        guard let lead else { return .tie }
        return lead >= clearMargin - equal ? .clear : lead >= slightMargin - equal ? .slight : .tie
    }

    /// Probability that people prefer the first of two outputs of one case, 0…1, by its lead in points.
    package static func preference(lead: Double) -> Double {
        let p = normalDistribution(min(40, abs(lead) / differenceSigma))
        return lead >= 0 ? p : 1 - p
    }

    /// Φ(x) for x ≥ 0: ½ + φ(x) Σ x^(2k+1)/(1·3·5…(2k+1)).
    static func normalDistribution(_ x: Double) -> Double {
        var term = x, sum = x, divisor = 1.0
        while term > sum * 1e-17 {
            divisor += 2
            term *= x * x / divisor
            sum += term
        }
        return min(1, 0.5 + sum * PortableMath.exp(-x * x / 2) * 0.398_942_280_401_432_7)
    }
}

extension CaseVerdict {
    /// An eligible output with what may decide about it.
    struct Standing {
        let branch: String
        let card: Scorecard
        /// From the metrics that all eligible outputs have.
        let quality: Double?

        var warnings: Int { card.gates.count { $0.severity == .warn } }
        var firstAspect: Double? { card.aspects.first?.utility }
    }

    /// Outputs without a quality of their own stay out of the comparison, lest they empty what the others have in common.
    private static func standings(_ outputs: [(branch: String, card: Scorecard)], _ fusion: Fusion) -> [Standing] {
        let comparable = outputs.filter { $0.card.quality != nil }
        var qualities = fusion.pairedQualities(of: comparable.map(\.card))[...]
        return outputs.map {
            Standing(branch: $0.branch, card: $0.card, quality: $0.card.quality == nil ? nil : qualities.popFirst() ?? nil)
        }
    }

    /// What separates two outputs, the first of which is not worse.
    private static func decision(_ first: Standing, _ second: Standing) -> TieBreak {
        if abs((first.quality ?? -1) - (second.quality ?? -1)) > equal { return .quality }
        if first.warnings != second.warnings { return .warnings }
        if abs((first.firstAspect ?? -1) - (second.firstAspect ?? -1)) > equal { return .firstAspect }
        return .declaredOrder
    }

    private static func better(_ held: Int?, _ next: Int, _ standings: [Standing]) -> Int? {
        guard let held else { return next }
        let a = standings[held], b = standings[next]
        return switch decision(a, b) {
        case .quality: (b.quality ?? -1) > (a.quality ?? -1) ? next : held
        case .warnings: b.warnings < a.warnings ? next : held
        case .firstAspect: (b.firstAspect ?? -1) > (a.firstAspect ?? -1) ? next : held
        case .declaredOrder, .onlyEligible: held
        }
    }
}
