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
        guard let verdict = Self.judge(contest) else {
            return CaseVerdictRecord(repeat: contest.repeat, label: "no_eligible_output", reason: "Nothing was scored.")
        }
        var record = CaseVerdictRecord(
            repeat: contest.repeat, label: verdict.label.rawValue, winner: verdict.winner, decidedBy: verdict.decidedBy?.rawValue,
            reason: verdict.reason + ".")
        record.confidence = verdict.confidence
        record.margin = verdict.margin
        record.runnerUp = verdict.runnerUp
        record.contributions = verdict.contributions?.parts.map { ContributionRecord(metric: $0.name, points: $0.points) } ?? []
        return record
    }

    /// The verdict on a contest, whatever strategy it is merged by; nil when nothing was scored.
    static func judge(_ contest: Contest) -> CaseVerdict? {
        let cards = contest.branches.compactMap { branch in contest.scorecards[branch].map { (branch: branch, card: $0) } }
        guard !cards.isEmpty, let profile = contest.profile else { return nil }
        return CaseVerdict(cards, under: profile)
    }
}
