import Foundation
import Media
import Scoring

/// Puts the stored cells and verdicts of one group or step together, case by case.
struct CaseAssembly {
    let plan: Plan
    let store: RunStore
    /// The id of the group or step.
    let group: String

    /// Cases, and items of lists as cases of their own, in which something is stored.
    ///
    /// - Parameter branches: ids in file order; nil takes whatever is stored, in the order of storing.
    func records(branches: [String]?) throws -> [CaseRecord] {
        try plan.cases.flatMap { try store.withItems($0) }.compactMap { input in
            let record = try record(of: input, branches: try branches ?? store.branches(group: group, caseID: input.id))
            return record.results.isEmpty && record.verdicts.isEmpty ? nil : record
        }
    }

    private func record(of input: Case, branches: [String]) throws -> CaseRecord {
        var results: [ResultRecord] = []
        for branch in branches {
            for number in 0..<plan.repeats {
                let cell = Cell(group: group, caseID: input.id, branch: branch, repeat: number)
                if let stored = try store.stored(cell) { results.append(Self.record(of: stored)) }
            }
        }
        let verdicts = try (0..<plan.repeats).compactMap { try store.verdict(group: group, caseID: input.id, repeat: $0) }
        return CaseRecord(
            id: input.id, prompt: input.prompt,
            reference: input.reference.map { Paths.relative($0, to: Paths.folder(of: plan.file ?? "")) },
            transcript: input.transcript, tags: input.tags,
            // Of a comparison of folders the columns are paths of this machine, which the results say as a reader may see them.
            columns: plan.file == nil ? [:] : input.columns, results: results, verdicts: verdicts)
    }

    private static func record(of stored: RunStore.Stored) -> ResultRecord {
        let result = stored.result
        var status = ResultRecord.Status.ok
        var failure: FailureRecord?
        switch result.outcome {
        case .produced: break
        case .failed(let cause):
            status = .failed
            failure = FailureRecord(code: cause.code, message: cause.message, stderrTail: cause.stderrTail, http: cause.http)
        case .cancelled(let reason):
            status = .cancelled
            failure = FailureRecord(code: "cancelled", message: reason)
        }
        var record = ResultRecord(
            branch: result.cell.branch, repeat: result.cell.repeat, status: status, latency: result.seconds, tries: result.tries,
            seed: result.seed)
        record.costUsd = result.costUSD
        record.cached = result.isCached ?? false
        record.waited = result.waited
        record.error = failure
        record.returned = result.returned
        record.firstByteMs = result.returned?.firstByteSeconds.map { ($0 * 1_000_000).rounded() / 1000 }
        record.path = result.artifact?.path
        record.sha256 = result.artifact?.sha256
        record.mediaType = result.artifact?.mediaType
        record.scorecard = stored.scorecard
        record.width = stored.scorecard?.facts?.width
        record.height = stored.scorecard?.facts?.height
        record.seconds = stored.scorecard?.facts?.seconds
        record.sampleRate = stored.scorecard?.facts?.sampleRate
        record.channels = stored.scorecard?.facts?.channels
        return record
    }

    /// US dollars; nil when one is unknown.
    static func sum(_ costs: [Double?]) -> Double? {
        costs.contains { $0 == nil } ? nil : costs.reduce(0) { $0 + ($1 ?? 0) }
    }
}

extension ResultRecord {
    /// US dollars that this run spent on it: nothing for what came from the cache; nil is unknown.
    var spentUsd: Double? { cached ? 0 : costUsd }
}
