import ArgumentParser
import Catalogs
import Foundation
import Pipeline
import Reports

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write the reports again from a finished run.",
        discussion: """
            A run that stopped early is reported with a note on top and ends in exit code 75, as the run itself did;
            --accept-partial takes it as it is.

            EXAMPLES
              bakeoff report runs/2026-11-23-a41f
              bakeoff report runs/2026-11-23-a41f --format md,summary --title "Covers, November"
              bakeoff report runs/2026-11-23-a41f --single-file        a page to send to somebody
              bakeoff report runs/2026-11-23-a41f --cases all --media-budget 2GB
              bakeoff report runs/2026-11-23-a41f --format csv --wide
              bakeoff report runs/2026-11-23-a41f --profile own.yaml   score again from the stored readings
            """)

    @Argument(help: "A run folder.") var folder: String
    @Option(help: "Score again from the stored readings under this profile: a name or a path; results.json follows.") var profile: String?
    @Option(help: "Formats, separated by commas: \(ReportNames.known.joined(separator: ", ")).") var format: String = "html,md"
    @Flag(help: "The page as one file that holds its pictures and sounds, report.html, or as a folder, report/index.html.")
    var shape: Shape?
    @Option(help: "Cases told in full: interesting, all or none; the others keep their numbers and links.") var cases = CaseExtent
        .interesting
    @Option(help: ArgumentHelp("Bytes of pictures and sounds: 250MB; 17MB for one file.", valueName: "size")) var mediaBudget: String?
    @Option(help: "A heading in place of the pipeline's name.") var title: String?
    @Option(help: ArgumentHelp("Where the run folder can be fetched, so that summary.md may show pictures.", valueName: "url"))
    var assetBaseUrl: String?
    @Flag(help: "Exit code 0 also for a run that stopped early.") var acceptPartial = false
    @Flag(help: "CSV without the apostrophe before text that a spreadsheet would calculate.") var csvRaw = false
    @Flag(help: "CSV with one row a case.") var wide = false

    func validate() throws {
        for name in formats where !ReportNames.known.contains(name) {
            throw ValidationError("no report format called '\(name)'; \(suggestion(for: name, among: ReportNames.known) ?? "")")
        }
        if let assetBaseUrl {
            let scheme = URL(string: assetBaseUrl)?.scheme?.lowercased()
            guard scheme == "https" || scheme == "http" else {
                throw ValidationError("--asset-base-url must begin with https:// or http://")
            }
        }
        if wide || csvRaw, !formats.contains("csv") {
            throw ValidationError("\(wide ? "--wide" : "--csv-raw") is about results.csv: add --format csv")
        }
        if assetBaseUrl != nil, !formats.contains("summary") {
            throw ValidationError("--asset-base-url is about summary.md: add --format summary")
        }
    }

    func run() throws {
        let run = RunFolder(path: Paths.absolute(folder, from: FileManager.default.currentDirectoryPath))
        let record = try rescored(try Loading.record(folder), in: run)
        var settings = ReportSettings()
        (settings.title, settings.cases, settings.mediaBudget) = (title, cases, try budget())
        (settings.csv.isRaw, settings.csv.isWide, settings.assetBase) = (csvRaw, wide, assetBaseUrl)
        do {
            let paths = try writeReports(
                record, in: run.path, formats: profile == nil ? formats : formats + ["json"], settings: settings)
            for path in paths { Console.result(Sitting.short(path)) }
        } catch {
            Console.error("cannot write the report: \(error)")
            throw Status.cannotWrite
        }
        guard record.run.status == .partial, !acceptPartial else { return }
        let reason = record.run.stoppedBecause ?? "it was not finished"
        Console.error(
            "the run stopped early: \(visible(reason)); go on with --resume \(Sitting.short(run.path)), or take it with --accept-partial")
        throw Status.tryAgain
    }

    private var formats: [String] {
        let names = format.split(separator: ",").map(String.init)
        guard let shape else { return names }
        // A shape says which page; the other formats stay as they were asked for.
        return names.map { $0 == "html" || $0 == "single" ? shape.format : $0 }
            + (names.contains { ["html", "single"].contains($0) } ? [] : [shape.format])
    }

    private func budget() throws -> Int? {
        guard let mediaBudget else { return nil }
        guard let bytes = CacheAmount.size(mediaBudget) else {
            throw ValidationError("--media-budget must be a size such as 500MB or 2GB, found '\(visible(mediaBudget))'")
        }
        return bytes
    }

    private func rescored(_ record: RunRecord, in run: RunFolder) throws -> RunRecord {
        guard let profile else { return record }
        var record = record
        do {
            let data = try Loading.scoringData()
            record.comparisons = try record.comparisons.map { comparison in
                var rescored = try Loading.rescored(comparison, under: profile, data: data)
                // How far quality agrees with people is another question under other weights.
                if comparison.votes != nil { rescored.votes = try VotedRun.votes(on: rescored, in: run, data: data) }
                return rescored
            }
            return record
        } catch let problems as Problems {
            Console.show(problems, sources: [:])
            throw Status.badData
        }
    }
}

extension ReportCommand {
    /// `--single-file` or `--folder`.
    enum Shape: String, EnumerableFlag {
        case singleFile, folder

        var format: String { self == .folder ? "html" : "single" }
    }
}

extension CaseExtent: ExpressibleByArgument {}
