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

    /// The voters' verdict; strengths in natural logarithms of odds mean little to a reader, so it speaks of preference.
    static func text(_ component: PreferenceComponent) -> String {
        let leader = component.winners.first ?? ""
        let rival = component.over ?? ""
        let share = component.pairs.first { $0.a == leader && $0.b == rival }.map {
            "in \(Quantity.percent($0.fitted)) of votes, ties half"
        }
        let cases = Quantity.count(component.cases, "case")
        switch component.label {
        case .better, .betterButSmall:
            return "Voters prefer \(leader): over \(rival) \(share ?? "") (\(Quantity.count(component.votes, "vote")) on \(cases))."
        case .equivalent: return "Voters have no preference between \(Quantity.list(component.winners, "and"))."
        case .tooClose:
            let needed = component.casesNeeded.map { " About \($0) cases would settle it." } ?? ""
            return "Too close to call by votes: \(Quantity.list(component.winners, "or")) (\(leader) \(share ?? "")).\(needed)"
        case .notEnoughData:
            return "Votes on \(cases) cannot decide; at least 6 cases are needed, since votes on one case are not independent."
        }
    }
}
