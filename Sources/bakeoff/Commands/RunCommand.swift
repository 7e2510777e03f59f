import ArgumentParser
import Foundation
import Pipeline
import Reports

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a pipeline: generate, score, merge, rank, report.",
        discussion: """
            EXAMPLES
              bakeoff run tts_voices.yaml
              bakeoff run tts_voices.yaml --resume              go on with the newest run of this file
              bakeoff run image_models.yaml --fail-on 'winner != flux'
            """)

    @Argument(help: "The pipeline file.") var file: String
    @Option(help: "One prompt in place of the file's cases.") var prompt: String?
    @Option(help: "Seed of the cases, in place of the file's.") var seed: UInt64?
    @Option(help: "Only the first N cases.") var limit: Int?
    @Option(help: "Outputs under way at once, over all groups.") var jobs: Int = 64
    @Option(help: "Seconds until an output is given up.") var timeout: Double?
    @Option(help: "Folder for run folders (default: runs).") var out: String?
    @Flag(help: "Go on with the newest run of this file.") var resume = false
    @Option(name: .customLong("resume-from"), help: "Go on with this run folder, also as --resume RUN.") var resumeFrom: String?
    @OptionGroup var output: ReportOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
        if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if let timeout, !(0.001...86_400).contains(timeout) { throw ValidationError("--timeout must be between 0.001 and 86400 seconds") }
    }

    func run() async throws {
        var overrides = Planner.Overrides()
        overrides.prompt = prompt
        overrides.seed = seed
        overrides.limit = limit
        overrides.timeout = timeout
        overrides.gates = output.failOn
        overrides.reports = try output.formats()
        overrides.runsFolder = out.map { Paths.absolute($0, from: FileManager.default.currentDirectoryPath) }
        overrides.command = Self.command(file: file, prompt: prompt, seed: seed, limit: limit)
        let plan = try Loading.plan(file, overrides: overrides)
        try await Sitting(plan: plan, jobs: jobs, output: output).run(in: try folder(for: plan))
    }

    private func folder(for plan: Plan) throws -> RunFolder {
        try Sitting.orStatus { () throws(RunError) in
            if let resumeFrom {
                try Sitting.existing(resumeFrom)
            } else if resume {
                try RunStore.latest(of: plan.file ?? "", in: plan.runsFolder)
            } else {
                try Sitting.newFolder(for: plan)
            }
        }
    }

    private static func command(file: String, prompt: String?, seed: UInt64?, limit: Int?) -> String {
        var words = ["bakeoff", "run", quoted((file as NSString).lastPathComponent)]
        if let prompt { words += ["--prompt", quoted(prompt)] }
        if let seed { words += ["--seed", String(seed)] }
        if let limit { words += ["--limit", String(limit)] }
        return words.joined(separator: " ")
    }

    /// A word that a shell takes as one.
    static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/=+:,@%".contains($0)) }
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
