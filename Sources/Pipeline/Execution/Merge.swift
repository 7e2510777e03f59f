import Foundation
import Media
import Scoring

/// Merges one contest and tells what goes on from it; a merge that was made before of the same results is not made again.
@Conductor
struct Merge {
    let session: Session
    let strategy: any MergeStrategy
    let kind: MediaKind

    func run(_ contest: Contest) async throws -> (verdict: CaseVerdictRecord, items: [FlowItem]) {
        let group = contest.result.groupID
        let key = key(of: contest)
        let verdict: CaseVerdictRecord
        if let stored = try session.store.verdict(group: group, caseID: contest.caseID, repeat: contest.repeat, key: key),
            stored.composite.map({ FileManager.default.fileExists(atPath: contest.folder.absolute($0)) }) ?? true
        {
            verdict = stored
        } else {
            verdict = try await Self.merge(contest, by: strategy)
            try session.store.keep(verdict, group: group, caseID: contest.caseID, key: key)
        }
        return (verdict, try await Self.handedOn(verdict, contest, kind: kind, givesAll: strategy.givesAll))
    }

    @concurrent
    private static func merge(_ contest: Contest, by strategy: any MergeStrategy) async throws -> CaseVerdictRecord {
        try strategy.merge(contest)
    }

    /// What the verdict depends on: the file as written, the outputs, the scores.
    private func key(of contest: Contest) -> String {
        let parts = contest.result.results.map { result in
            let outcome = result.artifact?.sha256 ?? result.failure?.code ?? "cancelled"
            let quality = contest.scorecards[result.cell.branch]?.quality.map { String($0) } ?? ""
            return "\(result.cell) \(outcome) \(quality)"
        }
        let text = [session.plan.configSHA256, contest.finishOrder.first ?? ""] + parts
        return sha256Hex(Array(text.joined(separator: "\n").utf8))
    }

    /// One artifact where the strategy ends in one, else all of them in file order.
    @concurrent
    private static func handedOn(
        _ verdict: CaseVerdictRecord, _ contest: Contest, kind: MediaKind, givesAll: Bool
    ) async throws -> [FlowItem] {
        if let composite = verdict.composite, !givesAll {
            let path = contest.folder.absolute(composite)
            let type = (try? FileKind.of(file: path).mediaType) ?? "application/octet-stream"
            let artifact = Artifact(kind: kind, path: composite, sha256: try sha256Hex(ofFile: path), mediaType: type)
            return [FlowItem(name: "combined", artifact: artifact, in: contest.folder)]
        }
        guard verdict.compositeError == nil, verdict.label != "incomplete" else { return [] }
        return contest.succeeded.filter { verdict.winner == nil || $0.cell.branch == verdict.winner }.compactMap { result in
            result.artifact.map { FlowItem(name: result.cell.branch, artifact: $0, in: contest.folder) }
        }
    }
}
