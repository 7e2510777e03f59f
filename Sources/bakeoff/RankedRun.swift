import Catalogs
import Foundation
import Pipeline
import Reports
import Scoring
import Statistics
import Voting

/// The groups of a finished run, ranked again as a `rank` command asks.
struct RankedRun {
    let command: RankCommand
    private let run: RunFolder
    private let record: RunRecord
    private let data: ScoringData

    init(folder: String, command: RankCommand) throws {
        self.command = command
        record = try Loading.record(folder)
        run = RunFolder(path: Paths.absolute(folder, from: FileManager.default.currentDirectoryPath))
        data = try Loading.scoringData()
    }

    func studies() throws -> [RankStudy] {
        let votes = try NamedVotes(files: command.votes, run: run, comparisons: record.comparisons)
        return try chosen(votes).map { try study(try rescored($0), votes: votes) }
    }

    /// Groups that were scored or voted on, or the one that was asked for.
    private func chosen(_ votes: NamedVotes) throws -> [Comparison] {
        let scored = record.comparisons.filter { ($0.scoring != nil || votes.has($0)) && $0.branches.count > 1 }
        if let name = command.group {
            guard let found = scored.first(where: { $0.groupId == name }) else {
                throw Problems([
                    Problem("no scored group called '\(name.prefix(60))'", remedy: suggestion(for: name, among: scored.map(\.groupId)))
                ])
            }
            return [found]
        }
        guard !scored.isEmpty else {
            throw Problems([Problem("the run has no group with scores to rank", remedy: "merge_strategy: best_quality, or --scores FILE")])
        }
        guard let baseline = command.baseline, scored.count > 1 else { return scored }
        let known = scored.filter { $0.branches.contains { $0.id == baseline } }
        return known.isEmpty ? scored : known
    }

    private func rescored(_ comparison: Comparison) throws -> Comparison {
        guard let name = command.profile else { return comparison }
        return try Loading.rescored(comparison, under: name, data: data, scoresOnly: true)
    }

    private func study(_ comparison: Comparison, votes: NamedVotes) throws -> RankStudy {
        let entries = votes.entries(on: comparison)
        var settings = command.settings
        settings.seed = command.seed ?? comparison.statistics.seed
        settings.minEffect = command.minEffect ?? comparison.verdict.minEffect
        settings.race = comparison.race?.settings(minEffect: settings.minEffect)
        let profile = profile(of: comparison)
        let table = comparison.scoring == nil && command.by == nil ? nil : try table(comparison, profile: profile)
        var study = RankStudy(
            table, votes: entries, settings: settings, metrics: entries == nil ? [] : MetricValues.all(comparison, data: data))
        study.human = votes.record(on: comparison, data: data)
        study.group = comparison.groupId
        study.by = command.by ?? "quality"
        study.scoringVersion = comparison.scoringVersion
        study.claims = command.by == nil ? profile?.claims : nil
        return try command.finished(study)
    }

    /// The profile that the scores are of; a record has only its name, which a profile of the user's own is not found by.
    private func profile(of comparison: Comparison) -> ScoringProfile? {
        guard let name = comparison.scoring else { return nil }
        do {
            return try data.profile(command.profile ?? name)
        } catch {
            Console.message("note: profile '\(visible(name))' is not one of bakeoff's; name its file with --profile for its own words")
            return nil
        }
    }

    private func table(_ comparison: Comparison, profile: ScoringProfile?) throws -> ScoreTable {
        guard let metric = command.by else { return ScoreTable(comparison, profile: profile) }
        let read = comparison.metrics.map(\.metric)
        guard read.contains(metric) else {
            throw Problems([
                Problem(
                    "the run has no readings of '\(metric.prefix(60))'",
                    remedy: suggestion(for: metric, among: read) ?? "it has \(read.joined(separator: ", "))")
            ])
        }
        guard let card = data.cards[metric], card.curve.shape != .none else {
            throw Problems([
                Problem(
                    "'\(metric)' only describes: nobody said what its values are worth",
                    remedy: "choose a metric with a curve in scoring/cards")
            ])
        }
        return ScoreTable(comparison) { result, _ in
            result.scorecard?.readings.first { $0.metric == metric }.flatMap { card.appraise($0) }.map { 100 * $0.utility }
        }
    }
}

extension Loading {
    /// The run record of a folder.
    static func record(_ name: String) throws -> RunRecord {
        let run = RunFolder(path: Paths.absolute(name, from: FileManager.default.currentDirectoryPath))
        guard FileManager.default.fileExists(atPath: run.results) else {
            let again = "bakeoff run FILE --resume \(visible(name))"
            Console.error(
                "\(visible(name)) has no results.json; "
                    + (FileManager.default.fileExists(atPath: run.totals)
                        ? "it ended in totals: see bakeoff totals \(visible(name)), or make its record with \(again) --record"
                        : "finish the run first: \(again)"))
            throw Status.noInput
        }
        if FileManager.default.fileExists(atPath: run.totals) {
            Console.warning("\(Sitting.short(run.results)) is of an earlier sitting: the last one ended in totals.json")
        }
        do {
            return try RunRecord.read(resultsJSON: try String(contentsOfFile: run.results, encoding: .utf8))
        } catch {
            Console.error("\(Sitting.short(run.results)) is not a run record: \(error)")
            throw Status.badData
        }
    }

    /// The comparison scored again from its readings; what the profile wants and nobody read is said.
    static func rescored(_ comparison: Comparison, under name: String, data: ScoringData, scoresOnly: Bool = false) throws -> Comparison {
        let profile = try data.profile(name)
        guard profile.kind == comparison.kind else { return comparison }
        let rescoring = Rescoring(data: data, profile: profile)
        let unread = rescoring.unread(in: comparison)
        if !unread.isEmpty {
            Console.message(
                "note: \(visible(comparison.groupId)) has no readings of \(unread.joined(separator: ", ")), which '\(profile.name)' weighs; "
                    + "run it again with scoring: \(profile.name) to read them")
        }
        return rescoring(comparison, scoresOnly: scoresOnly)
    }
}
