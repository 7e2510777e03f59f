import Catalogs

/// Keeps every output, in file order.
struct CollectAll: MergeStrategy {
    static let name = "collect_all"
    static let summary = "Keeps every output, in file order."
    static let needsScores = false

    var givesAll: Bool { true }

    /// `any`: one output is enough; `all`: a missing one is said as a failure of the case.
    let requiresAll: Bool

    init(options: inout Options) {
        requiresAll = options.choice("require", of: ["any", "all"]) == "all"
    }

    func merge(_ contest: Contest) throws -> CaseVerdictRecord {
        if let empty = contest.emptyVerdict { return empty }
        let kept = contest.succeeded.count
        // With items dealt to branches, a branch may have several.
        let all = contest.result.results.count
        guard requiresAll, kept < all else {
            return CaseVerdictRecord(repeat: contest.repeat, reason: "Kept \(kept) of \(all) outputs.")
        }
        return CaseVerdictRecord(
            repeat: contest.repeat, label: "incomplete",
            reason: "Only \(kept) of \(all) branches gave an output, and 'require: all' asks for every one.")
    }
}
