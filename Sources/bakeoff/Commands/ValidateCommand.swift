import ArgumentParser
import Catalogs
import Foundation
import Pipeline
import Scoring

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check pipelines without running anything.",
        discussion: "EXAMPLES\n  bakeoff validate tts.yaml\n  bakeoff validate --strict --json *.yaml")

    @Argument(help: "Pipeline files.") var files: [String]
    @Option(help: "Use this prompt for files that have none.") var prompt: String?
    @Flag(help: "Warnings count as errors.") var strict = false
    @Flag(help: "Print one JSON document on standard output.") var json = false

    func run() throws {
        var all: [Problem] = []
        var sources: [String: String] = [:]
        var isMissing = false
        let data = try Loading.scoringData()
        for name in files {
            if !FileManager.default.fileExists(atPath: name) { isMissing = true }
            do {
                let file = try PipelineFile.read(name)
                sources[name] = file.source
                var overrides = Planner.Overrides()
                overrides.prompt = prompt
                var planner = Planner(file, overrides: overrides, data: data)
                all += try planner.plan().remarks
            } catch {
                all += error.list
                sources[name] = sources[name] ?? (try? String(contentsOfFile: name, encoding: .utf8))
            }
        }
        let problems = Problems(all)
        if json {
            try Console.result(json: Self.document(problems))
        } else if !all.isEmpty {
            Console.show(problems, sources: sources)
        }
        let fails = strict ? all.contains { $0.severity != .note } : !problems.errors.isEmpty
        if fails { throw isMissing ? Status.noInput : Status.badData }
        if !json { Console.result(files.count == 1 ? "\(files[0]) is valid." : "\(files.count) files are valid.") }
    }

    private struct Entry: Encodable {
        let severity: Problem.Severity
        let message: String
        let file: String?
        let line: Int?
        let column: Int?
        let remedy: String?
    }

    private struct Document: Encodable {
        let schema = "bakeoff.problems"
        let schema_version = "1.0"
        let problems: [Entry]
    }

    private static func document(_ problems: Problems) -> Document {
        let entries = problems.list.map {
            Entry(
                severity: $0.severity, message: $0.message, file: $0.place?.file, line: $0.place?.line, column: $0.place?.column,
                remedy: $0.remedy)
        }
        return Document(problems: entries)
    }
}
