import ArgumentParser
import Catalogs
import Foundation
import Pipeline
import Reports
import Scoring
import Statistics
import Voting

struct RankCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank", abstract: "Rank branches again, from a run, from votes, or from plain tables; no model is called.",
        discussion: """
            Tables have a header. Scores: case,branch,quality[,repeat][,category], an empty quality is a failure. Votes:
            case,left,right,winner[,rater], winner is left, right or tie. docs/ranking.md says how every number is made.

            EXAMPLES
              bakeoff rank runs/2026-11-23-a41f
              bakeoff rank runs/2026-11-23-a41f --votes votes.json
              bakeoff rank runs/2026-11-23-a41f --votes votes.csv
              bakeoff rank runs/2026-11-23-a41f --by sharpness --baseline old
              bakeoff rank --scores scores.csv --json
              bakeoff rank --votes votes.csv
            """)

    @Argument(help: "A run folder.") var folder: String?
    @Option(help: "Votes: a votes.json of the voting page, or a table. Repeatable; without it those that the run has.") var votes:
        [String] = []
    @Option(help: "A table of scores, in place of a run.") var scores: String?
    @Option(help: "Rank by one metric's worth in place of quality.") var by: String?
    @Option(help: "Compare all others with this branch only.") var baseline: String?
    @Option(help: "Only this group of the run.") var group: String?
    @Option(help: "Score again from the stored readings under this profile: a name or a path.") var profile: String?
    @Option(name: .customLong("min-effect"), help: "Points below which a difference does not matter.") var minEffect: Double?
    @Option(help: "Family-wise error of the tests.") var alpha: Double = 0.05
    @Option(help: "Resamples of bootstrap and sign flips.") var resamples: Int = 9_999
    @Option(help: "Seed of the statistics.") var seed: UInt64?
    @Flag(help: "Count every category alike, however many cases it has.") var balance = false
    @Flag(help: "Print one JSON document.") var json = false

    func validate() throws {
        if folder == nil, scores == nil, votes.isEmpty {
            throw ValidationError("name a run folder, or tables: --scores FILE, --votes FILE")
        }
        if folder != nil, scores != nil { throw ValidationError("--scores stands in place of a run: leave one out") }
        if folder == nil {
            for (option, isGiven) in [("--by", by != nil), ("--profile", profile != nil), ("--group", group != nil)] where isGiven {
                throw ValidationError("\(option) needs a run")
            }
        }
        if let minEffect, !(0...100).contains(minEffect) { throw ValidationError("--min-effect must be between 0 and 100") }
        if !(1e-6...0.5).contains(alpha) { throw ValidationError("--alpha must be between 0.000001 and 0.5") }
        if !(99...999_999).contains(resamples) { throw ValidationError("--resamples must be between 99 and 999999") }
    }

    func run() throws {
        let studies: [RankStudy]
        do {
            studies = try folder.map { try RankedRun(folder: $0, command: self).studies() } ?? [try tables()]
        } catch let problems as Problems {
            Console.show(problems, sources: [:])
            throw files.contains { !FileManager.default.fileExists(atPath: $0) } ? Status.noInput : Status.badData
        }
        if json { return try Console.result(json: RankDocument(studies)) }
        Console.result(RankText(width: Console.width).text(studies))
    }

    private var files: [String] { votes + [scores].compactMap(\.self) }

    var settings: RankingSettings {
        RankingSettings(seed: seed ?? 0, resamples: resamples, minEffect: minEffect ?? 2, alpha: alpha)
    }

    private func tables() throws(Problems) -> RankStudy {
        let table = try scores.map { file throws(Problems) in try ScoreTable(file: file) }
        if let file = votes.first(where: VotesFile.isJSON) {
            throw Problems([Problem("\(file) answers the ballot of a run", remedy: "name the run: bakeoff rank RUN --votes \(file)")])
        }
        let entries = votes.isEmpty ? nil : try VoteFile.read(votes, branches: table?.branches)
        return try finished(RankStudy(table, votes: entries, settings: settings))
    }

    /// With the pairs against the baseline, when one is asked for.
    func finished(_ study: RankStudy) throws(Problems) -> RankStudy {
        var study = study
        study.isBalanced = balance
        if balance, study.ranking != nil, study.balanced.allSatisfy({ $0 == nil }) {
            throw Problems([
                Problem("--balance needs cases of two categories or more", remedy: "tag the cases, or add a column 'category' to the table")
            ])
        }
        guard let baseline, let table = study.table else { return study }
        guard table.branches.contains(baseline) else {
            throw Problems([Problem("no branch called '\(baseline.prefix(60))'", remedy: suggestion(for: baseline, among: table.branches))])
        }
        study.baseline = Ranking.against(baseline, table.input, settings: study.settings)
        return study
    }
}
