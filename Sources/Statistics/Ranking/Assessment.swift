/// A field with everything that was computed about it.
struct Assessment: Sendable {
    let field: Field
    let settings: RankingSettings
    let rules: VerdictRules
    let samples: [PairSample]
    let evidence: [PairEvidence]
    /// Of each branch's own mean.
    let intervals: [MeanInterval]
    let decision: Decision

    init(_ input: RankingInput, settings: RankingSettings) {
        let field = Field(input)
        let samples = field.pairs
        let all = MeanInterval.each(of: field.scores + samples.map(\.differences), resamples: settings.resamples, seed: settings.seed)
        var rules = VerdictRules(pairs: samples.count, settings: settings)
        let evidence: [PairEvidence]
        if let race = settings.race {
            evidence = samples.map { PairEvidence(raced: $0, settings: race) }
            rules.minimumCases = VerdictRules.fewestCases
        } else {
            evidence = zip(samples, all.dropFirst(field.branches.count)).map { PairEvidence($0, $1, settings: settings) }
        }
        decision = Decision(
            evidence, levels: Levels.of(field, pairs: evidence, without: nil), filePositions: field.filePositions, rules: rules)
        intervals = Array(all.prefix(field.branches.count))
        self.field = field
        self.settings = settings
        self.rules = rules
        self.samples = samples
        self.evidence = evidence
    }

    var leader: Int? { decision.order.first }

    /// Names of the branches that the verdict names.
    var winners: [String] { decision.winners.map { field.branches[$0] } }

    /// Share of all pairwise case comparisons that a branch won, ties half; nil where it met nobody.
    func winRate(of branch: Int) -> Double? {
        var points = 0.0
        var comparisons = 0
        for sample in samples where sample.first == branch || sample.second == branch {
            points += Double(sample.first == branch ? sample.wins : sample.losses) + 0.5 * Double(sample.ties)
            comparisons += sample.differences.count
        }
        return comparisons > 0 ? points / Double(comparisons) : nil
    }
}
