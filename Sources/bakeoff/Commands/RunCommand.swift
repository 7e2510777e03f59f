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
              bakeoff run tts_voices.yaml --resume --only failed
              bakeoff run image_models.yaml --branch '!slow-*' --max-cost 5
              bakeoff run image_models.yaml --fail-on 'winner != flux'
              bakeoff run image_models.yaml --backend slurm --site cluster.yaml
            """)

    @Argument(help: "The pipeline file.") var file: String
    @OptionGroup(title: "What to run") var selection: SelectionOptions
    @OptionGroup(title: "Where to run") var backend: BackendOptions
    @Option(help: "Outputs under way at once, over all groups.") var jobs: Int = 64
    @Option(help: "Seconds until an output is given up.") var timeout: Double?
    @Flag(help: "Show what would run and what it would cost, as 'bakeoff plan' does.") var dryRun = false
    @OptionGroup var output: ReportOptions

    func validate() throws {
        if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if let timeout, !(0.001...86_400).contains(timeout) { throw ValidationError("--timeout must be between 0.001 and 86400 seconds") }
    }

    func run() async throws {
        var overrides = selection.overrides
        overrides.timeout = timeout
        overrides.gates = output.failOn
        overrides.reports = try output.formats()
        overrides.command = ([selection.command(for: file)] + backend.words).joined(separator: " ")
        let plan = try Loading.plan(file, overrides: overrides)
        if dryRun { return try PlanCommand.show(plan, selection, json: output.json) }
        let (backend, queue) = try backend.setting(overrides)
        let sitting = Sitting(
            plan: plan, jobs: jobs, output: output, cache: selection.cache, isOffline: selection.offline, backend: backend, queue: queue)
        try await sitting.run(in: try selection.earlierRun(of: plan))
    }

    /// A word that a shell takes as one.
    static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/=+:,@%".contains($0)) }
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
