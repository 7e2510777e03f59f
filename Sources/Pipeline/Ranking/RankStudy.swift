import Scoring
import Statistics

/// Everything that can be said of how branches rank: by scores, by votes, and by both together.
package struct RankStudy: Sendable {
    /// The run's group; nil for a plain table.
    package var group: String?
    /// `quality`, or the metric that ranks.
    package var by = "quality"
    package var scoringVersion: String?
    /// What a winner may be called; nil is better.
    package var claims: String?
    package let settings: RankingSettings
    package let table: ScoreTable?
    package let ranking: Ranking?
    /// One of each pair of the ranking.
    package let details: [PairDetails]
    /// All against the baseline; empty without one.
    package var baseline: [PairComparison] = []
    /// The pairs are shown with every category counted alike.
    package var isBalanced = false
    /// Of each pair; nil where cases have no categories.
    package let balanced: [BalancedMean?]
    /// Of each pair; nil without repeats.
    package let parts: [VarianceParts?]
    package let votes: PreferenceRanking?
    package let voters: VoterAgreement?
    /// What listeners said of the group, whatever they were asked; nil without votes.
    package var human: VotesRecord?
    package private(set) var agreements: [MetricAgreement] = []
    package private(set) var combined: [CombinedPreference] = []

    /// - Parameters:
    ///   - table: scores; nil for votes alone.
    ///   - votes: nil for scores alone.
    ///   - metrics: values of metrics by branch and case, higher is better, to be held against the votes.
    package init(
        _ table: ScoreTable?, votes entries: [VoteTable.Entry]?, settings: RankingSettings,
        metrics: [(name: String, value: @Sendable (String, String) -> Double?)] = []
    ) {
        self.settings = settings
        self.table = table
        let input = table?.input
        ranking = input.map { Ranking($0, settings: settings) }
        details = ranking.flatMap { ranking in input.map { PairDetails.of(ranking.pairs, input: $0, settings: settings) } } ?? []
        balanced = details.map { pair in table.flatMap { Self.balanced(pair, $0, settings) } }
        parts = details.map { pair in table.flatMap { $0.mostRepeats > 1 ? Self.parts(pair, $0) : nil } }
        let voteTable = entries.map { VoteTable($0, branches: table?.branches ?? []) }
        votes = voteTable.map { table in
            PreferenceRanking(
                table, settings: PreferenceSettings(seed: settings.seed, resamples: settings.resamples, alpha: settings.alpha))
        }
        voters = voteTable.map { VoterAgreement($0) }
        guard let voteTable, let votes else { return }
        let strengths = Dictionary(votes.components.flatMap(\.standings).map { ($0.branch, $0.strength) }) { first, _ in first }
        let own = table.map { table in [(name: "quality", value: { @Sendable in table.mean($0, $1) })] } ?? []
        agreements = (own + metrics).compactMap { MetricAgreement($0.name, votes: voteTable, strengths: strengths, value: $0.value) }
        if let table { combined = CombinedPreference.all(voteTable, quality: table.mean, cases: table.cases) }
    }

    private static func balanced(_ pair: PairDetails, _ table: ScoreTable, _ settings: RankingSettings) -> BalancedMean? {
        guard !table.categories.isEmpty else { return nil }
        var differences: [Double] = [], categories: [String] = []
        for name in table.cases {
            guard let a = table.mean(pair.a, name), let b = table.mean(pair.b, name) else { continue }
            differences.append(a - b)
            categories.append(table.categories[name] ?? "other")
        }
        return BalancedMean(differences, categories: categories, resamples: settings.resamples, seed: settings.seed)
    }

    private static func parts(_ pair: PairDetails, _ table: ScoreTable) -> VarianceParts? {
        VarianceParts(
            table.cases.map { name in
                zip(table.repeats(pair.a, name), table.repeats(pair.b, name)).map { $0 - $1 }
            })
    }
}
