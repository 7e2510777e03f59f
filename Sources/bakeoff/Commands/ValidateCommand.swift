import ArgumentParser
import Catalogs
import Foundation
import Pipeline
import Scoring

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check pipelines and scoring profiles without running anything.",
        discussion: """
            Under GitHub Actions every problem is an annotation of its file.

            EXAMPLES
              bakeoff validate tts.yaml
              bakeoff validate --strict --json *.yaml
              bakeoff validate own-profile.yaml
            """)

    @Argument(help: "Pipeline files, or scoring profiles.") var files: [String]
    @Option(help: "Use this prompt for files that have none.") var prompt: String?
    @Flag(help: "Warnings count as errors.") var strict = false
    @Flag(help: "Print one JSON document on standard output.") var json = false
    @Flag(help: "Print GitHub's workflow commands also elsewhere.") var annotations = false

    func run() throws {
        let data = try Loading.scoringData()
        let checks = files.map { Check($0, prompt: prompt, data: data, strict: strict) }
        if json {
            try Console.result(json: Document(checks))
        } else {
            for check in checks where !check.problems.list.isEmpty { Console.message(check.report.text) }
        }
        if annotations || ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true" {
            for check in checks where !check.problems.list.isEmpty { Console.message(check.report.annotations) }
        }
        let invalid = checks.filter(\.fails)
        if !json { conclude(invalid.map(\.file)) }
        if !invalid.isEmpty { throw invalid.contains(where: \.isMissing) ? Status.noInput : Status.badData }
    }

    private func conclude(_ invalid: [String]) {
        guard !invalid.isEmpty else {
            return Console.result(files.count == 1 ? "\(visible(files[0])) is valid." : "\(files.count) files are valid.")
        }
        guard files.count > 1 else { return }
        let verb = invalid.count == 1 ? "is" : "are"
        Console.error("\(invalid.count) of \(files.count) files \(verb) not valid: \(invalid.map(visible).joined(separator: ", "))")
    }

    /// One file and all that is wrong with it.
    private struct Check {
        let file: String
        let isMissing: Bool
        let problems: Problems
        let report: ProblemReport
        let fails: Bool

        init(_ name: String, prompt: String?, data: ScoringData, strict: Bool) {
            file = name
            isMissing = !FileManager.default.fileExists(atPath: name)
            var source: String?
            var found: [Problem] = []
            do {
                let file = try PipelineFile.read(name)
                source = file.source
                found = try Self.remarks(on: file, prompt: prompt, data: data)
            } catch {
                found = error.list
            }
            // Among many files a problem must say which one it is about, even where it has no line.
            problems = Problems(found.map { $0.named(name) })
            source = source ?? (try? String(contentsOfFile: name, encoding: .utf8))
            report = ProblemReport(problems, sources: source.map { [name: $0] } ?? [:])
            fails = found.contains { $0.severity == .error || strict && $0.severity != .note }
        }

        /// A file with aspects is a scoring profile; any other one a pipeline.
        private static func remarks(on file: PipelineFile, prompt: String?, data: ScoringData) throws(Problems) -> [Problem] {
            if file.settings["aspects"] != nil {
                _ = try data.profile(file.path)
                return []
            }
            var overrides = Planner.Overrides()
            overrides.prompt = prompt
            var planner = Planner(file, overrides: overrides, data: data)
            return try planner.plan().remarks
        }
    }

    private struct Document: Encodable {
        struct File: Encodable {
            let file: String
            let valid: Bool
        }

        struct Entry: Encodable {
            let severity: Problem.Severity
            let message: String
            let file: String?
            let line: Int?
            let column: Int?
            let remedy: String?
        }

        let schema = "bakeoff.problems"
        let schema_version = "1.1"
        let files: [File]
        let problems: [Entry]

        init(_ checks: [Check]) {
            files = checks.map { File(file: $0.file, valid: !$0.fails) }
            problems = checks.flatMap(\.problems.list).map {
                Entry(
                    severity: $0.severity, message: $0.message, file: $0.place?.file, line: $0.place?.line, column: $0.place?.column,
                    remedy: $0.remedy)
            }
        }
    }
}

extension Problem {
    fileprivate func named(_ file: String) -> Problem {
        var problem = self
        problem.place = place ?? SourcePlace(file: file, line: 1, column: 1)
        return problem
    }
}
