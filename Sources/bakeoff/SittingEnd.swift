import Catalogs
import Pipeline
import Reports

/// What a finished sitting means to whoever called it: an exit code, and what to do about it.
struct SittingEnd: Equatable {
    let status: Status
    /// nil where the summary has said it already.
    let message: String?

    /// nil when all is well. A run that stopped early comes first, since its end is not known; then whether there was anything to
    /// compare; then the gates.
    ///
    /// - Parameter resume: how to go on with this run: `--resume RUN`.
    init?(_ record: RunRecord, _ selection: Selection, strictGates: Bool, resume: String) {
        let stop = record.run.status == .partial ? record.run.stoppedBecause ?? "it was not finished" : nil
        let empty = Self.empty(record, selection)
        if let end = Self(stop: stop, spent: record.run.costUsd, empty, in: "report", selection, resume: resume) {
            self = end
        } else if record.gates.contains(where: { $0.result == .fail || strictGates && $0.result == .undecided }) {
            self.init(.gateFailed, nil)
        } else {
            return nil
        }
    }

    /// The same of a run of which only the totals are known; a plan with gates does not come here.
    init?(_ totals: RunTotals, _ fate: SittingAnswer.RunFate, _ plan: Plan, resume: String) {
        self.init(stop: fate.stoppedBecause, spent: fate.spent, Self.empty(totals, plan), in: "totals", plan.selection, resume: resume)
    }

    private init?(stop: String?, spent: Double?, _ empty: Empty?, in document: String, _ selection: Selection, resume: String) {
        if let stop {
            let spent = spent.map { "spent so far: \(Quantity.money($0))" } ?? "not all that was spent is known"
            self.init(.tryAgain, "stopped early: \(visible(stop)); \(spent). Go on with \(resume)" + Self.more(selection))
        } else if let empty, empty.refused.isEmpty {
            self.init(.nothingCompared, "\(empty.words); see the failures in the \(document)")
        } else if let empty {
            self.init(
                .credentialRefused,
                "\(empty.words): \(visible(Quantity.list(empty.refused, "and"))) refused the credential; "
                    + "set a valid key and go on with \(resume)")
        } else {
            return nil
        }
    }

    private init(_ status: Status, _ message: String?) {
        self.status = status
        self.message = message
    }

    private static func more(_ selection: Selection) -> String { selection.maxCost == nil ? "" : " --max-cost USD, a larger one" }

    // MARK: Nothing to compare

    /// A part of a run in which too little came of the branches.
    private struct Empty {
        struct Branch {
            let model: String
            let outputs: Int
            let isRefused: Bool
        }

        let isComparison: Bool
        let branches: [Branch]

        var words: String {
            isComparison ? "nothing could be compared: fewer than two branches gave an output" : "nothing was made: every output failed"
        }

        /// Models without any output that refused a credential.
        var refused: [String] {
            branches.reduce(into: []) { names, branch in
                if branch.isRefused, branch.outputs == 0, !names.contains(branch.model) { names.append(branch.model) }
            }
        }
    }

    /// The first comparison with outputs of fewer than two branches, or everything when no step gave any output at all.
    private static func empty(_ record: RunRecord, _ selection: Selection) -> Empty? {
        for comparison in record.comparisons where comparison.branches.count > 1 {
            // A group that was left out has nothing to compare, and nobody asked for it.
            guard selection.groups?.contains(comparison.groupId) ?? true else { continue }
            let isRace = comparison.mergeStrategy == "first_success" && comparison.successfulCount > 0
            let branches = branches(comparison.branches, in: comparison.cases.flatMap(\.results))
            if !isRace, branches.count(where: { $0.outputs > 0 }) < 2 { return Empty(isComparison: true, branches: branches) }
        }
        guard record.comparisons.isEmpty, let steps = record.steps else { return nil }
        let calling = steps.filter { $0.branch != nil }
        let results = calling.flatMap(\.cases).flatMap(\.results)
        guard !results.isEmpty, results.allSatisfy({ $0.status != .ok }) else { return nil }
        return Empty(isComparison: false, branches: branches(calling.compactMap(\.branch), in: results))
    }

    private static func branches(_ branches: [BranchRecord], in results: [ResultRecord]) -> [Empty.Branch] {
        let results = Dictionary(grouping: results, by: \.branch)
        return branches.map { branch in
            let own = results[branch.id] ?? []
            return Empty.Branch(
                model: branch.model, outputs: own.count { $0.status == .ok },
                isRefused: own.contains { $0.error?.code == "credential_refused" })
        }
    }

    private static func empty(_ totals: RunTotals, _ plan: Plan) -> Empty? {
        let groups = Dictionary(plan.groups.map { ($0.id, $0) }) { first, _ in first }
        for group in totals.groups {
            guard let planned = groups[group.group], group.branches.count > 1,
                plan.selection.groups?.contains(planned.id) ?? true
            else { continue }
            let branches = branches(group, planned)
            let working = branches.count { $0.outputs > 0 }
            let isRace = planned.mergeName == "first_success" && working > 0
            if !isRace, working < 2 { return Empty(isComparison: true, branches: branches) }
        }
        let all = totals.groups.flatMap { branches($0, groups[$0.group]) }
        guard groups.isEmpty, !all.isEmpty, all.allSatisfy({ $0.outputs == 0 }) else { return nil }
        return Empty(isComparison: false, branches: all)
    }

    private static func branches(_ group: RunTotals.Group, _ planned: ParallelGroup?) -> [Empty.Branch] {
        group.branches.map { branch in
            Empty.Branch(
                model: planned?.branches.first { $0.id == branch.branch }?.model ?? branch.branch, outputs: branch.outputs,
                isRefused: branch.failures["credential_refused"] != nil)
        }
    }
}
