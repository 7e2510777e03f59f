import Catalogs
import Foundation
import Media
import Scoring

/// Turns a pipeline file into a plan, or into every problem it has, before any model is called.
package struct Planner {
    /// What the command line says on top of the file.
    package struct Overrides: Sendable {
        package var prompt: String?
        package var seed: UInt64?
        package var repeats: Int?
        package var runsFolder: String?
        package var reports: [String]?
        package var gates: [String] = []
        package var timeout: Double?
        /// Only the first N of the selected cases.
        package var limit: Int?
        package var only = Selection.Only.all
        /// Patterns with `*` and `?`; one that starts with `!` leaves out.
        package var branches: [String] = []
        package var cases: [String] = []
        package var groups: [String] = []
        /// US dollars.
        package var maxCost: Double?
        /// Further calls after a failure, where a step says nothing.
        package var retries: Int?
        package var command: String?
        /// Set where the run was planned before, on another machine.
        var shared: SharedPlan?

        package init() {}
    }

    /// What a worker knows of the plan that it works for.
    struct SharedPlan: Sendable {
        /// They passed every check.
        let cases: [Case]
        /// Whether every case of the run has a reference.
        let hasReferences: Bool
        /// The one branch that the worker calls: what others lack here is no problem.
        let branch: String
    }

    let file: PipelineFile
    let overrides: Overrides
    var data: ScoringData
    var problems: [Problem] = []
    /// Puts speech into words.
    var transcriber = Transcriber.whisper
    /// Those that the file configures.
    var scorers: [ConfiguredScorer] = []
    /// Points of quality below which a difference does not matter.
    var minEffect = 2.0
    /// Where each group and step id was first written.
    var idPlaces: [String: SourcePlace] = [:]

    package init(_ file: PipelineFile, overrides: Overrides = Overrides(), data: ScoringData) {
        self.file = file
        self.overrides = overrides
        self.data = data
    }

    private static let defaultReports = ["html", "md", "json"]

    /// - Throws: `Problems`, all of them at once, sorted by place.
    package mutating func plan() throws(Problems) -> Plan {
        var options = Options(file.settings, of: "the pipeline")
        let name = options.text("name") ?? ((file.name as NSString).lastPathComponent as NSString).deletingPathExtension
        let description = options.text("description")
        let seed = options.whole("seed", in: 0...Int(Int32.max)) ?? 0
        let repeats = overrides.repeats ?? options.whole("repeats", in: 1...10_000) ?? 1
        minEffect = options.number("min_effect", default: 2, in: 0...100)
        let timeout = options.number("timeout", in: 0.001...86_400)
        transcriber = readTranscriber(&options)
        scorers = readScorers(&options)
        data = data.adding(scorers)
        let cases = readCases(&options)
        let models = readModels(&options)
        let steps = readSteps(&options)
        let gates = readGates(&options)
        let reports = readReports(&options)
        let runs = overrides.runsFolder ?? options.text("output_dir").map { Paths.absolute($0, from: file.folder) }
        readNeedlessKeys(&options)
        options.finish()
        problems += options.problems
        let setting = Setting(models: models, cases: cases, timeout: overrides.timeout ?? timeout ?? 600)
        let planned = resolve(steps, in: setting)
        let groups = planned.flatMap(\.groups)
        check(gates, against: groups)
        checkItemNames(of: cases, in: planned)
        let selection = selection(of: cases, in: planned)
        try Problems.throwIfAny(problems)
        return Plan(
            name: name, description: description, file: file.path, command: overrides.command ?? "bakeoff run \(file.name)",
            cases: cases, repeats: repeats, seed: overrides.seed ?? UInt64(seed), steps: planned, gates: gates,
            reports: overrides.reports ?? reports, minEffect: minEffect,
            runsFolder: runs ?? Paths.absolute("runs", from: FileManager.default.currentDirectoryPath), configSHA256: file.sha256,
            source: file.source, remarks: problems, selection: selection)
    }

    // MARK: Reading

    private mutating func readCases(_ options: inout Options) -> [Case] {
        if let shared = overrides.shared {
            for key in ["prompt", "input_image", "input_video", "cases"] { _ = options.value(key) }
            return shared.cases
        }
        let prompt = overrides.prompt ?? options.text("prompt")
        let image = options.text("input_image")
        let video = options.text("input_video")
        let listed = options.value("cases")
        if let listed, overrides.prompt == nil {
            if prompt != nil || image != nil || video != nil {
                options.report(
                    "'cases' and a top-level prompt or input cannot stand together", at: listed, remedy: "move it into the cases")
            }
            var reader = CaseReader(folder: file.folder)
            let cases = reader.cases(listed)
            options.add(reader.problems)
            return cases
        }
        let input = (image ?? video).map { Paths.absolute($0, from: file.folder) }
        if let input, !FileManager.default.fileExists(atPath: input) {
            options.report(
                "the input does not exist: \(image ?? video ?? "")", at: options.settings[image == nil ? "input_video" : "input_image"])
        }
        if prompt == nil, input == nil {
            options.report("the pipeline has no cases", remedy: "write 'cases:' or 'prompt:', or run it with --prompt TEXT")
            return []
        }
        return [Case(id: "case-1", prompt: prompt, input: input)]
    }

    private mutating func readModels(_ options: inout Options) -> ModelNames {
        var models = ModelNames()
        for entry in options.value("models")?.entries ?? [] {
            models.define(entry)
        }
        problems += models.problems
        return models
    }

    private mutating func readSteps(_ options: inout Options) -> [StepSettings] {
        guard let list = options.list("steps"), !list.isEmpty else {
            if options.settings["steps"] == nil { options.report("the pipeline needs 'steps'") }
            return []
        }
        var reader = StepReader()
        let steps = reader.steps(list)
        problems += reader.problems
        return steps
    }

    private mutating func readGates(_ options: inout Options) -> [ReleaseGate] {
        var gates: [ReleaseGate] = []
        func add(_ rule: String, at place: SourcePlace?) {
            do {
                gates.append(try ReleaseGate(rule, at: place))
            } catch {
                problems.append(error)
            }
        }
        for item in options.list("gates") ?? [] {
            if let text = item.text { add(text, at: item.place) } else { options.report("a gate must be text", at: item) }
        }
        for rule in overrides.gates { add(rule, at: nil) }
        return gates
    }

    private mutating func readReports(_ options: inout Options) -> [String] {
        guard let value = options.value("report") else { return Self.defaultReports }
        let items = value.items ?? [value]
        return items.compactMap { item in
            guard let text = item.text, ReportNames.known.contains(text) else {
                options.report(
                    "no report format called \(item.inWords)", at: item, remedy: suggestion(for: item.text ?? "", among: ReportNames.known))
                return nil
            }
            return text
        }
    }

    /// Keys of older files that the run store makes needless.
    private mutating func readNeedlessKeys(_ options: inout Options) {
        for key in ["temp_dir", "cleanup_temp", "save_intermediates"] {
            if let value = options.value(key) {
                options.report("'\(key)' is not needed: every output is kept in the run folder", at: value, severity: .note)
            }
        }
        _ = options.choice("input_type", of: ["auto", "text", "image", "video"])
    }

    private mutating func check(_ gates: [ReleaseGate], against groups: [ParallelGroup]) {
        for gate in gates { problems += gate.problems(against: groups) }
    }
}

/// Report formats a pipeline may name; the module that writes them checks that its list is the same.
package enum ReportNames {
    package static let known = ["csv", "html", "json", "junit", "md", "single", "summary"]
}
