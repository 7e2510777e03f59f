import Pipeline
import Statistics

/// The verdict of a study in the words that every surface uses.
enum RankSentence {
    /// nil without scores.
    static func text(_ study: RankStudy) -> String? {
        study.ranking.map { ranking in
            let verdict = ranking.verdict
            let silent = ranking.standings.filter { $0.cases > 0 && $0.failures == $0.cases }.map(\.branch)
            return VerdictSentence(
                label: verdict.label.rawValue, winners: verdict.winners, over: verdict.over, diff: verdict.difference,
                ci95: verdict.interval, wins: verdict.wins, losses: verdict.losses, ties: verdict.ties, cases: verdict.cases,
                casesNeeded: verdict.casesNeeded, minimumCases: verdict.minimumCases, minEffect: study.settings.minEffect,
                claims: study.claims, failedBranches: silent
            ).text
        }
    }

    /// The voters' verdict.
    static func text(_ component: PreferenceComponent) -> String { VotesSentence(component).text }
}
