import ArgumentParser
import Foundation
import Pipeline
import Reports

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write the reports again from a finished run.",
        discussion: "EXAMPLES\n  bakeoff report runs/2026-11-23-a41f\n  bakeoff report runs/2026-11-23-a41f --format md,summary")

    @Argument(help: "A run folder.") var folder: String
    @Option(help: "Formats, separated by commas: \(ReportNames.known.joined(separator: ", ")).") var format: String = "html,md"

    func run() throws {
        let run = RunFolder(path: Paths.absolute(folder, from: FileManager.default.currentDirectoryPath))
        guard FileManager.default.fileExists(atPath: run.results) else {
            Console.error("\(self.folder) has no results.json; finish the run first: bakeoff run FILE --resume \(self.folder)")
            throw Status.noInput
        }
        let names = format.split(separator: ",").map(String.init)
        for name in names where !ReportNames.known.contains(name) { throw ValidationError("no report format called '\(name)'") }
        let record: RunRecord
        do {
            record = try RunRecord.read(resultsJSON: try String(contentsOfFile: run.results, encoding: .utf8))
        } catch {
            Console.error("\(Sitting.short(run.results)) is not a run record: \(error)")
            throw Status.badData
        }
        do {
            for path in try writeReports(record, in: run.path, formats: names) { Console.result(Sitting.short(path)) }
        } catch {
            Console.error("cannot write the report: \(error)")
            throw Status.cannotWrite
        }
    }
}
