import Catalogs
import Foundation
import Pipeline
import Reports
import Scoring
import Voting

/// A finished run that people vote on.
struct VotedRun {
    let folder: RunFolder
    let store: RunStore
    private var record: RunRecord

    init(_ name: String) throws {
        record = try Loading.record(name)
        folder = RunFolder(path: Paths.absolute(name, from: FileManager.default.currentDirectoryPath))
        do {
            store = try RunStore(folder)
        } catch {
            Console.error("the run store of \(visible(name)) cannot be opened: \(error)")
            throw Status.cannotWrite
        }
    }

    /// What is handed to listeners: a ballot, the page for it, the media it names.
    struct Paper {
        let stored: StoredBallot
        let ballot: Ballot
        let page: VotePage
        let media: BlindMedia
    }

    func paper(_ options: BallotOptions, isServed: Bool) throws -> Paper {
        let comparison = try comparison(options.group)
        let settings = options.settings(runSeed: record.run.seed)
        let (ballot, key) = try BallotMaker(comparison, settings: settings, secret: store.ballotSecret()).make()
        let text = try ballot.encoded()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let stored = StoredBallot(
            sha256: ballotHash(text), group: comparison.groupId, method: ballot.method.rawValue, ballot: text,
            key: String(decoding: try encoder.encode(key), as: UTF8.self))
        let file = try store.fact("pipeline_file").flatMap { $0.isEmpty ? nil : $0 }
        let base = file.map { Paths.folder(of: $0) } ?? FileManager.default.currentDirectoryPath
        return Paper(
            stored: stored, ballot: ballot, page: VotePage(ballot, text: text, isServed: isServed),
            media: BlindMedia(comparison, key: key, in: folder, referencesFrom: base))
    }

    private func comparison(_ group: String?) throws(Problems) -> Comparison {
        let all = record.comparisons.filter { !$0.branches.isEmpty }
        if let group {
            guard let found = all.first(where: { $0.groupId == group }) else {
                throw Problems([Problem("no group called '\(group.prefix(60))'", remedy: suggestion(for: group, among: all.map(\.groupId)))]
                )
            }
            return found
        }
        guard let only = all.first else { throw Problems([Problem("the run compares nothing that could be voted on")]) }
        guard all.count == 1 else {
            let names = all.map { visible($0.groupId) }.joined(separator: ", ")
            throw Problems([Problem("the run has \(all.count) groups", remedy: "name one with --group: \(names)")])
        }
        return only
    }

    /// Counts the votes of every group anew, and writes what they say into the run store and results.json.
    ///
    /// - Returns: a line for each group with votes.
    mutating func tally() throws -> [String] {
        let data = try Loading.scoringData()
        var lines: [String] = []
        for index in record.comparisons.indices {
            let comparison = record.comparisons[index]
            let cast = try CastVotes.all(in: store, group: comparison.groupId)
            guard let votes = VotesAssembly(comparison, data: data).record(cast) else { continue }
            try store.keep(votes, group: comparison.groupId)
            record.comparisons[index].votes = votes
            lines.append("\(visible(comparison.groupId)): \(visible(votes.text))")
            lines += votes.warnings.map { "  note: \(visible($0))" }
        }
        guard !lines.isEmpty else { return [] }
        do {
            _ = try writeReports(record, in: folder.path, formats: ["json"])
        } catch {
            Console.error("cannot write results.json: \(error)")
            throw Status.cannotWrite
        }
        return lines
    }

    /// What the votes in a run's store say of a comparison; as it was where the store is gone.
    static func votes(on comparison: Comparison, in folder: RunFolder, data: ScoringData) throws -> VotesRecord? {
        guard FileManager.default.fileExists(atPath: folder.database) else { return comparison.votes }
        let cast = try CastVotes.all(in: RunStore(folder), group: comparison.groupId)
        return VotesAssembly(comparison, data: data).record(cast) ?? comparison.votes
    }

    /// Shows problems and ends with the code for them.
    static func explaining<T>(_ work: () throws -> T) throws -> T {
        do {
            return try work()
        } catch let problems as Problems {
            Console.show(problems, sources: [:])
            throw problems.list.contains { $0.message.hasPrefix("no file at") } ? Status.noInput : Status.badData
        }
    }
}
