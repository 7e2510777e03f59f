import Scoring

/// What a merge sees: one case, one repeat, all branches.
package struct Contest: Sendable {
    package let result: ParallelResult
    /// By branch id; branches without output, or without a scorer, have none.
    package let scorecards: [String: Scorecard]
    /// Branch ids in file order.
    package let branches: [String]
    /// Branches with an output, first to finish first.
    package let finishOrder: [String]
    package let caseID: String
    package let `repeat`: Int
    package let folder: RunFolder
    package let profile: ScoringProfile?
    /// What the models were asked for; nil where the case has no text.
    var prompt: String?
    /// Random weights around the profile's; nil draws them when they are needed.
    var robustness: WeightRobustness?

    package init(
        result: ParallelResult, scorecards: [String: Scorecard], branches: [String], finishOrder: [String], caseID: String, repeat: Int,
        folder: RunFolder, profile: ScoringProfile?
    ) {
        self.result = result
        self.scorecards = scorecards
        self.branches = branches
        self.finishOrder = finishOrder
        self.caseID = caseID
        self.repeat = `repeat`
        self.folder = folder
        self.profile = profile
    }

    /// Branches with an output, in file order.
    package var succeeded: [CellResult] { result.results.filter { $0.artifact != nil } }

    /// A verdict that says why there is nothing to decide on; nil when there is.
    package var emptyVerdict: CaseVerdictRecord? {
        guard succeeded.isEmpty else { return nil }
        return CaseVerdictRecord(
            repeat: self.repeat, label: "no_eligible_output",
            reason: "No branch gave an output: \(result.failedCount) failed, \(result.results.count - result.failedCount) cancelled.")
    }
}
