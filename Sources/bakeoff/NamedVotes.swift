import Catalogs
import Foundation
import Pipeline
import Scoring
import Statistics
import Voting

/// Votes that a `rank` command holds against a run: those of files it names, or else those that the run has taken in.
struct NamedVotes {
    /// Of plain tables.
    private let table: [VoteTable.Entry]
    /// Of pages, ballot by ballot.
    private let cast: [CastVotes]

    /// - Throws: `Problems` of every file.
    init(files: [String], run: RunFolder, comparisons: [Comparison]) throws {
        let tables = files.filter { !VotesFile.isJSON($0) }, documents = files.filter(VotesFile.isJSON)
        table = tables.isEmpty ? [] : try VoteFile.read(tables, branches: comparisons.flatMap { $0.branches.map(\.id) })
        guard FileManager.default.fileExists(atPath: run.database) else {
            cast = []
            if let file = documents.first {
                throw Problems([Problem("\(file) answers a ballot, and the run has no run.sqlite with its key")])
            }
            return
        }
        guard files.isEmpty || !documents.isEmpty else {
            cast = []
            return
        }
        let store = try RunStore(run)
        let ballots = try store.ballots()
        let read = documents.isEmpty ? nil : try VotesFile(ballots).read(documents, kept: [])
        cast = try ballots.map { ballot in
            try CastVotes(ballot, votes: read?.filter { $0.ballot == ballot.sha256 } ?? store.votes(on: ballot.sha256))
        }
    }

    func has(_ comparison: Comparison) -> Bool { entries(on: comparison) != nil || of(comparison).contains { !$0.votes.isEmpty } }

    /// Votes on pairs of the group's branches; nil without any.
    func entries(on comparison: Comparison) -> [VoteTable.Entry]? {
        let names = Set(comparison.branches.map(\.id))
        let own = table.filter { names.contains($0.left) && names.contains($0.right) }
        let all = own + of(comparison).flatMap(\.entries)
        return all.isEmpty ? nil : all
    }

    /// What they say, whatever was asked; nil without an answer.
    func record(on comparison: Comparison, data: ScoringData) -> VotesRecord? {
        let assembly = VotesAssembly(comparison, data: data)
        guard table.isEmpty else {
            return entries(on: comparison).map { assembly.pairwise($0) }
        }
        return assembly.record(of(comparison))
    }

    private func of(_ comparison: Comparison) -> [CastVotes] { cast.filter { $0.group == comparison.groupId } }
}
