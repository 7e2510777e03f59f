import Catalogs
import Foundation
import Media
import Scoring

/// Reads `scorers:`, the user's own, and gathers what is wrong with them.
package struct ScorerReader {
    /// Paths in the file count from here.
    let folder: String
    /// Names that bakeoff measures by itself.
    let builtIn: [String]
    private(set) var problems: [Problem] = []

    init(folder: String) {
        self.folder = folder
        builtIn = MetricCatalog.descriptions.map(\.name)
    }

    /// The scorers of a file with a mapping `scorers:`, such as a pipeline.
    ///
    /// - Throws: every problem of the mapping.
    package static func read(_ path: String) throws(Problems) -> [ConfiguredScorer] {
        let file = try PipelineFile.read(path)
        var reader = ScorerReader(folder: file.folder)
        guard let settings = file.settings["scorers"], settings.content != .null else {
            throw Problems([
                Problem("the file has no 'scorers'", at: file.settings.place, remedy: "scorers: {looks: {command: […], fills: aesthetics}}")
            ])
        }
        let scorers = reader.scorers(settings)
        try Problems.throwIfAny(reader.problems)
        return scorers
    }

    mutating func scorers(_ settings: Settings) -> [ConfiguredScorer] {
        guard let entries = settings.entries else {
            problems.append(
                Problem("'scorers' must map names to scorers, found \(settings.inWords)", at: settings.place, length: settings.length))
            return []
        }
        var filled: [String: String] = [:]
        return entries.compactMap { entry in
            guard let scorer = scorer(entry) else { return nil }
            if let first = filled[scorer.metric.name] {
                problems.append(
                    Problem(
                        "scorers '\(first)' and '\(entry.key)' both fill '\(scorer.metric.name)'", at: entry.keyPlace,
                        length: entry.key.count, remedy: "take one of them out"))
            }
            filled[scorer.metric.name] = entry.key
            return scorer
        }
    }

    // MARK: One scorer

    private mutating func scorer(_ entry: Settings.Entry) -> ConfiguredScorer? {
        var options = Options(entry.value, of: "scorer '\(entry.key.prefix(60))'")
        let command = readCommand(&options)
        let metric = readMetric(&options, answersText: command?.answersText == true)
        let model = readModel(&options, kind: metric?.kind)
        let files = options.texts("files") ?? []
        let version = options.text("version") ?? ""
        let inputs = command.map { $0.arguments + [$0.answersText ? "text" : "value"] } ?? model.map(Self.settings) ?? []
        let identity = answersDepend(on: inputs + [version], files: files + [model?.path].compactMap { $0 }, &options)
        options.finish()
        problems += options.problems
        guard let metric, !options.problems.contains(where: { $0.severity == .error }) else { return nil }
        let whole = "\(identity)\n\(metric)"
        if let model { return ConfiguredScorer(name: entry.key, metric: metric, identity: whole, onnx: model) }
        return command.map { ConfiguredScorer(name: entry.key, metric: metric, identity: whole, command: $0) }
    }

    private func readCommand(_ options: inout Options) -> ScorerCommand? {
        let place = options.settings["command"]
        let arguments = options.texts("command")
        let answers = options.choice("answers", of: ["value", "text"])
        let timeout = options.number("timeout", default: 60, in: 0.001...86_400)
        let start = options.number("start_timeout", default: 300, in: 0.001...86_400)
        let batch = options.whole("batch", in: 1...1_024) ?? 8
        if let model = options.settings["onnx"], place != nil {
            options.report("'command' and 'onnx' exclude each other", at: model, remedy: "take one of them out")
        }
        guard let arguments, let program = arguments.first else {
            if place == nil, options.settings["onnx"] != nil { return nil }
            if arguments != nil || place == nil {
                options.report("\(options.owner) needs 'command', a program and its arguments", remedy: "command: [python3, my_scorer.py]")
            }
            return nil
        }
        if Paths.executable(program, from: folder) == nil {
            options.report("no program called '\(program.prefix(80))'", at: place, remedy: "install it, or give its path")
        }
        return ScorerCommand(
            arguments, in: folder, answersText: answers == "text", timeout: timeout, startTimeout: start, batch: batch)
    }

    // MARK: What it fills

    private func readMetric(_ options: inout Options, answersText: Bool) -> MetricDescription? {
        let name = options.requiredText("fills")
        let kind = options.choice("kind", of: [MediaKind.image.rawValue, MediaKind.audio.rawValue]).flatMap(MediaKind.init)
        let summary = options.text("summary")
        let unit = options.text("unit", default: "")
        let better = options.choice("better", of: ["higher", "lower", "neutral"]).flatMap(Scale.Direction.init)
        let range = readRange(&options)
        guard let name else { return nil }
        if answersText, name != "text_accuracy" {
            options.report("a scorer with 'answers: text' fills text_accuracy, not '\(name.prefix(60))'", at: options.settings["fills"])
        }
        let own = ["kind", "summary", "unit", "range", "better"].filter { options.settings[$0] != nil }
        if let slot = MetricDescription.slot(name) {
            for key in own {
                options.report(
                    "'\(key)' of '\(name)' is known: it is a number from 0 to 1, higher is better", at: options.settings[key],
                    remedy: "take '\(key)' out")
            }
            return slot
        }
        guard isFree(name, hasKeys: !own.isEmpty, &options) else { return nil }
        for (key, isPresent) in [("kind", kind != nil), ("better", better != nil)] where !isPresent && options.settings[key] == nil {
            options.report("a metric of your own needs '\(key)'", remedy: key == "kind" ? "kind: image" : "better: higher")
        }
        guard let kind, let better else { return nil }
        return MetricDescription(
            scorer: name, kind: kind, summary: summary ?? "What a scorer of yours says.", unit: unit, better: better,
            lowest: range?.lowerBound, highest: range?.upperBound)
    }

    private func isFree(_ name: String, hasKeys: Bool, _ options: inout Options) -> Bool {
        let place = options.settings["fills"]
        guard !builtIn.contains(name) else {
            options.report("'\(name)' is measured by bakeoff itself", at: place, remedy: "choose another name, or one of \(slots)")
            return false
        }
        let isSnake = name.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil && name.count <= 60
        let nearest = nearestName(to: name, among: MetricDescription.slots)
        guard isSnake, hasKeys || nearest == nil else {
            let hint = nearest.map { "did you mean '\($0)'?" }
            options.report(
                isSnake ? "no slot called '\(name)'" : "a metric's name is lower-case words joined by '_', found '\(name.prefix(60))'",
                at: place, remedy: hint ?? "one of \(slots), or a name of your own")
            return false
        }
        return true
    }

    private var slots: String { MetricDescription.slots.joined(separator: ", ") }

    private func readRange(_ options: inout Options) -> ClosedRange<Double>? {
        guard let items = options.list("range") else { return nil }
        let bounds = items.compactMap { $0.text.flatMap(Double.init) }.filter(\.isFinite)
        guard items.count == 2, bounds.count == 2, bounds[0] < bounds[1] else {
            options.report(
                "'range' must be the lowest and the highest number", at: options.settings["range"], remedy: "range: [1, 5]")
            return nil
        }
        return bounds[0]...bounds[1]
    }

    // MARK: What its answers depend on

    private static func settings(of model: OnnxModel) -> [String] {
        ["\(model.input) \(model.output) \(model.index) \(model.take)"]
    }

    /// The words of the command or the settings of the model, and the bytes of every file among them or under `files`.
    private func answersDepend(on words: [String], files: [String], _ options: inout Options) -> String {
        var parts = words
        for argument in words {
            let path = Paths.absolute(argument, from: folder)
            guard Paths.isRegularFile(path, following: true), let hash = try? sha256Hex(ofFile: path) else { continue }
            parts.append("\(argument) \(hash)")
        }
        for file in files {
            do {
                parts.append("\(file) \(try sha256Hex(ofFile: Paths.absolute(file, from: folder)))")
            } catch {
                options.report("a file of \(options.owner) cannot be read: \(file)", at: options.settings["files"], remedy: error.message)
            }
        }
        return parts.map { "\($0.utf8.count):\($0)" }.joined()
    }
}

extension Planner {
    /// `scorers:`, the user's own by name.
    mutating func readScorers(_ options: inout Options) -> [ConfiguredScorer] {
        guard let settings = options.value("scorers") else { return [] }
        var reader = ScorerReader(folder: file.folder)
        let scorers = reader.scorers(settings)
        problems += reader.problems
        return scorers
    }
}
