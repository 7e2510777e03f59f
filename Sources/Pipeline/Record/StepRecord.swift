import Media

/// A step that compares nothing: one model called, results merged, a list dealt.
package struct StepRecord: Codable, Sendable {
    package var id: String
    /// The step's type as YAML has it.
    package var type: String
    /// What it hands on.
    package var kind: MediaKind
    package var isList: Bool
    /// The model of a generating step.
    package var branch: BranchRecord?
    /// The merge strategy of `merge_results`, the split strategy of `split_input`.
    package var strategy: String?
    package var successfulCount: Int
    package var failedCount: Int
    package var cancelledCount: Int
    /// US dollars; nil when the price of an output is unknown.
    package var totalCost: Double?
    /// Only cases in which the step did something.
    package var cases: [CaseRecord]

    package init(
        id: String, type: String, kind: MediaKind, isList: Bool, branch: BranchRecord?, strategy: String?, successfulCount: Int,
        failedCount: Int, cancelledCount: Int, totalCost: Double?, cases: [CaseRecord]
    ) {
        self.id = id
        self.type = type
        self.kind = kind
        self.isList = isList
        self.branch = branch
        self.strategy = strategy
        self.successfulCount = successfulCount
        self.failedCount = failedCount
        self.cancelledCount = cancelledCount
        self.totalCost = totalCost
        self.cases = cases
    }
}
