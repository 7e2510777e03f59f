import ArgumentParser
import Catalogs
import Foundation
import Pipeline
import Reports

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write the reports again from a finished run.",
        discussion:
            "EXAMPLES\n  bakeoff report runs/2026-11-23-a41f\n  bakeoff report runs/2026-11-23-a41f --format md,summary\n  bakeoff report runs/2026-11-23-a41f --profile own.yaml   score again from the stored readings"
    )

    @Argument(help: "A run folder.") var folder: String
    @Option(help: "Score again from the stored readings under this profile: a name or a path; results.json follows.") var profile: String?
    @Option(help: "Formats, separated by commas: \(ReportNames.known.joined(separator: ", ")).") var format: String = "html,md"

    func run() throws {
        let run = RunFolder(path: Paths.absolute(folder, from: FileManager.default.currentDirectoryPath))
        let names = format.split(separator: ",").map(String.init)
        for name in names where !ReportNames.known.contains(name) { throw ValidationError("no report format called '\(name)'") }
        var record = try Loading.record(folder)
        if let profile {
            do {
                let data = try Loading.scoringData()
                record.comparisons = try record.comparisons.map { comparison in
                    var rescored = try Loading.rescored(comparison, under: profile, data: data)
                    // How far quality agrees with people is another question under other weights.
                    if comparison.votes != nil { rescored.votes = try VotedRun.votes(on: rescored, in: run, data: data) }
                    return rescored
                }
            } catch let problems as Problems {
                Console.show(problems, sources: [:])
                throw Status.badData
            }
        }
        do {
            for path in try writeReports(record, in: run.path, formats: profile == nil ? names : names + ["json"]) {
                Console.result(Sitting.short(path))
            }
        } catch {
            Console.error("cannot write the report: \(error)")
            throw Status.cannotWrite
        }
    }
}
