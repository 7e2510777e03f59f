import Catalogs
import Scoring
import Statistics

extension Planner {
    /// How the group's branches leave early; a race that cannot be decided is a problem.
    mutating func race(_ group: GroupSettings, scorer: Scorer?, isDealt: Bool, isNested: Bool) -> RaceSettings? {
        guard let stop = group.stop else { return nil }
        func refuse(_ message: String, remedy: String) {
            problems.append(Problem(message, at: stop.place, remedy: remedy))
        }
        if isNested || isDealt {
            refuse(
                "'stop' needs a group that runs once a case", remedy: "move it to a group that is a step of its own, without split_input")
            return nil
        }
        if group.merge.strategy == FirstSuccess.name {
            refuse("'stop' compares all branches, and first_success takes one", remedy: "merge_strategy: best_quality")
            return nil
        }
        guard scorer?.profile != nil else {
            refuse("'stop' needs something to score by", remedy: "set 'scoring' to a profile")
            return nil
        }
        return RaceSettings(minCases: stop.minCases, every: stop.every, minEffect: minEffect)
    }
}
