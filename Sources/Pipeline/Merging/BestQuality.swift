import Catalogs
import Scoring

/// Takes the output with the highest quality after gates, and says by how much, why, and how sure.
struct BestQuality: MergeStrategy {
    static let name = "best_quality"
    static let summary = "Takes the output with the highest quality after gates; names ties as ties."
    static let needsScores = true

    init(options: inout Options) {}

    func merge(_ contest: Contest) throws -> CaseVerdictRecord {
        if let empty = contest.emptyVerdict { return empty }
        guard let verdict = Self.judge(contest), let profile = contest.profile else {
            return CaseVerdictRecord(repeat: contest.repeat, label: "no_eligible_output", reason: "Nothing was scored.")
        }
        return CaseVerdictRecord(
            verdict, repeat: contest.repeat, cards: Self.cards(contest), robustness: contest.robustness ?? WeightRobustness(profile))
    }

    /// The verdict on a contest, whatever strategy it is merged by; nil when nothing was scored.
    static func judge(_ contest: Contest) -> CaseVerdict? {
        let cards = Self.cards(contest)
        guard !cards.isEmpty, let profile = contest.profile else { return nil }
        return CaseVerdict(cards, under: profile)
    }

    private static func cards(_ contest: Contest) -> [(branch: String, card: Scorecard)] {
        contest.branches.compactMap { branch in contest.scorecards[branch].map { (branch: branch, card: $0) } }
    }
}
