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
        if record.run.status == .partial {
            let reason = record.run.stoppedBecause ?? "it was not finished"
            let spent = record.run.costUsd.map { "spent so far: \(Quantity.money($0))" } ?? "not all that was spent is known"
            self.init(.tryAgain, "stopped early: \(visible(reason)); \(spent). Go on with \(resume)" + Self.more(selection))
        } else if let empty = Self.empty(record, selection) {
            let refused = Self.refused(in: empty)
            if refused.isEmpty {
                self.init(.nothingCompared, Self.what(record, empty) + "; see the failures in the report")
            } else {
                self.init(
                    .credentialRefused,
                    Self.what(record, empty) + ": \(visible(Quantity.list(refused, "and"))) refused the credential; "
                        + "set a valid key and go on with \(resume)")
            }
        } else if record.gates.contains(where: { $0.result == .fail || strictGates && $0.result == .undecided }) {
            self.init(.gateFailed, nil)
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

    /// A part of the record without outputs: its results, and the model of each branch.
    private struct Part {
        let results: [ResultRecord]
        let models: [String: String]
    }

    /// The first comparison with outputs of fewer than two branches, or everything when no step gave any output at all.
    private static func empty(_ record: RunRecord, _ selection: Selection) -> Part? {
        for comparison in record.comparisons where comparison.branches.count > 1 {
            // A group that was left out has nothing to compare, and nobody asked for it.
            guard selection.groups?.contains(comparison.groupId) ?? true else { continue }
            let results = comparison.cases.flatMap(\.results)
            let isRace = comparison.mergeStrategy == "first_success" && comparison.successfulCount > 0
            guard !isRace, Set(results.filter { $0.status == .ok }.map(\.branch)).count < 2 else { continue }
            let models = comparison.branches.map { ($0.id, $0.model) }
            return Part(results: results, models: Dictionary(models) { first, _ in first })
        }
        guard record.comparisons.isEmpty, let steps = record.steps else { return nil }
        let calling = steps.filter { $0.branch != nil }
        let results = calling.flatMap(\.cases).flatMap(\.results)
        guard !results.isEmpty, results.allSatisfy({ $0.status != .ok }) else { return nil }
        return Part(results: results, models: Dictionary(calling.compactMap { $0.branch.map { ($0.id, $0.model) } }) { first, _ in first })
    }

    private static func what(_ record: RunRecord, _ part: Part) -> String {
        record.comparisons.isEmpty
            ? "nothing was made: every output failed" : "nothing could be compared: fewer than two branches gave an output"
    }

    /// Models without any output that refused a credential.
    private static func refused(in part: Part) -> [String] {
        let working = Set(part.results.filter { $0.status == .ok }.map(\.branch))
        var names: [String] = []
        for result in part.results where result.error?.code == "credential_refused" && !working.contains(result.branch) {
            let name = part.models[result.branch] ?? result.branch
            if !names.contains(name) { names.append(name) }
        }
        return names
    }
}
