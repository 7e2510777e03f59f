import ArgumentParser
import Catalogs
import Foundation
import Pipeline

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare folders of outputs that exist already, paired by relative path.",
        discussion: """
            EXAMPLES
              bakeoff compare flux=out/flux imagen=out/imagen
              bakeoff compare old=v1 new=v2 --reference originals --fail-on 'worse than old'
            """)

    @Argument(help: "Two or more folders as NAME=FOLDER.") var folders: [String]
    @Option(help: "Folder of references for full-reference metrics.") var reference: String?
    @Option(help: "How files pair: name, stem or order.") var match: String = "name"
    @Option(help: "Scoring profile: a name or a path.") var profile: String?
    @Option(help: "Folder for run folders (default: runs).") var out: String = "runs"
    @Option(help: "Seed of the statistics.") var seed: UInt64 = 0
    @OptionGroup var output: ReportOptions

    func validate() throws {
        if folders.count < 2 { throw ValidationError("compare needs two or more folders: NAME=FOLDER NAME=FOLDER") }
        if FolderComparison.Match(rawValue: match) == nil {
            throw ValidationError("--match must be one of \(FolderComparison.Match.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() async throws {
        let here = FileManager.default.currentDirectoryPath
        var comparison = FolderComparison(folders: folders.map(Self.named), runsFolder: Paths.absolute(out, from: here), command: command)
        comparison.reference = reference
        comparison.match = FolderComparison.Match(rawValue: match) ?? .name
        comparison.profile = profile
        comparison.gates = output.failOn
        comparison.reports = try output.formats()
        comparison.seed = seed
        let plan: Plan
        do {
            plan = try comparison.plan(data: try Loading.scoringData())
            if !plan.remarks.isEmpty { Console.show(Problems(plan.remarks), sources: [:]) }
        } catch let problems as Problems {
            Console.show(problems, sources: [:])
            throw Status.noInput
        }
        try await Sitting(plan: plan, jobs: 64, output: output).run()
    }

    /// `flux=out/flux`, or a folder whose last name is taken.
    private static func named(_ argument: String) -> (name: String, path: String) {
        guard let equals = argument.firstIndex(of: "=") else { return ((argument as NSString).lastPathComponent, argument) }
        return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
    }

    private var command: String {
        var words = ["bakeoff", "compare"] + folders.map(RunCommand.quoted)
        if let reference { words += ["--reference", RunCommand.quoted(reference)] }
        if match != "name" { words += ["--match", match] }
        if let profile { words += ["--profile", RunCommand.quoted(profile)] }
        return words.joined(separator: " ")
    }
}
