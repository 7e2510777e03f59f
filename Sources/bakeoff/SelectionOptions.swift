import ArgumentParser
import Foundation
import Pipeline

/// What of a pipeline to do, and on what terms: the options that `run` and `plan` share.
struct SelectionOptions: ParsableArguments {
    @Option(help: "One prompt in place of the file's cases.") var prompt: String?
    @Option(help: "Seed of the cases, in place of the file's.") var seed: UInt64?
    @Option(help: "How often each case is run, in place of the file's.") var repeats: Int?
    @Option(help: "With --resume: all, missing (never run, or cancelled) or failed.") var only: Selection.Only = .all
    @Option(help: ArgumentHelp("Only branches that fit, '!NAME' all but these. Repeatable.", valueName: "glob"))
    var branch: [String] = []
    @Option(name: .customLong("case"), help: ArgumentHelp("Only cases that fit, '!ID' all but these. Repeatable.", valueName: "glob"))
    var cases: [String] = []
    @Option(help: ArgumentHelp("Only groups and steps that fit, '!ID' all but these. Repeatable.", valueName: "glob"))
    var group: [String] = []
    @Option(help: "Only the first N cases.") var limit: Int?
    @Option(help: ArgumentHelp("Stop, resumably, before more than this is spent.", valueName: "usd")) var maxCost: Double?
    @Option(help: "Further calls after a failure, where a step says nothing.") var retries: Int?
    @Flag(help: "Neither take outputs from the cache nor keep any.") var noCache = false
    @Flag(help: "Take outputs from the cache alone; call nothing.") var offline = false
    @Option(help: "Folder for run folders (default: runs).") var out: String?
    @Flag(help: "Go on with the newest run of this file.") var resume = false
    @Option(name: .customLong("resume-from"), help: "Go on with this run folder, also as --resume RUN.") var resumeFrom: String?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
        if let repeats, !(1...10_000).contains(repeats) { throw ValidationError("--repeats must be between 1 and 10000") }
        if let retries, !(0...100).contains(retries) { throw ValidationError("--retries must be between 0 and 100") }
        if let maxCost, !(0...1e9).contains(maxCost) { throw ValidationError("--max-cost must be US dollars, 0 or more") }
        if only != .all, !resume, resumeFrom == nil {
            throw ValidationError("--only \(only.rawValue) picks from an earlier run: add --resume, or --resume RUN")
        }
        if noCache, offline {
            throw ValidationError("--offline takes outputs from the cache alone, which --no-cache forbids: leave one out")
        }
    }

    var overrides: Planner.Overrides {
        var overrides = Planner.Overrides()
        overrides.prompt = prompt
        overrides.seed = seed
        overrides.repeats = repeats
        overrides.only = only
        overrides.branches = branch
        overrides.cases = cases
        overrides.groups = group
        overrides.limit = limit
        overrides.maxCost = maxCost
        overrides.retries = retries
        overrides.runsFolder = out.map { Paths.absolute($0, from: FileManager.default.currentDirectoryPath) }
        return overrides
    }

    var cache: OutputCache? { noCache ? nil : OutputCache.standard() }

    /// The run that is gone on with; nil for a new one.
    func earlierRun(of plan: Plan) throws -> RunFolder? {
        try Sitting.orStatus { () throws(RunError) in
            if let resumeFrom { return try Sitting.existing(resumeFrom) }
            return resume ? try RunStore.latest(of: plan.file ?? "", in: plan.runsFolder) : nil
        }
    }

    /// A command that asks for the same again; what only this sitting was to do is left out.
    func command(for file: String) -> String {
        var words = ["bakeoff", "run", RunCommand.quoted((file as NSString).lastPathComponent)]
        func add(_ option: String, _ value: String?) {
            if let value { words += [option, RunCommand.quoted(value)] }
        }
        add("--prompt", prompt)
        add("--seed", seed.map { String($0) })
        add("--repeats", repeats.map { String($0) })
        for glob in branch { add("--branch", glob) }
        for glob in cases { add("--case", glob) }
        for glob in group { add("--group", glob) }
        add("--limit", limit.map { String($0) })
        add("--max-cost", maxCost.map(Self.dollars))
        add("--retries", retries.map { String($0) })
        if noCache { words.append("--no-cache") }
        return words.joined(separator: " ")
    }

    private static func dollars(_ amount: Double) -> String { amount == amount.rounded() ? String(Int(amount)) : String(amount) }
}

extension Selection.Only: ExpressibleByArgument {}
