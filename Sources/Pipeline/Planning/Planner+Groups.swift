import Catalogs
import Media
import Scoring

extension Planner {
    /// Looks up every name in the steps that are switched on.
    mutating func resolve(_ steps: [StepSettings], models: ModelNames, cases: [Case], timeout: Double) -> [ParallelGroup] {
        let enabled = steps.filter { $0.isEnabled && $0.group != nil }
        let defaults = enabled.enumerated().map { index, step in step.group?.groupID ?? step.id ?? "group_\(index + 1)" }
        checkUnique(zip(defaults, enabled.map(\.place)).map { ($0, $1) }, what: "group_id")
        checkDependencies(of: enabled, ids: defaults)
        if enabled.isEmpty, !steps.isEmpty, problems.allSatisfy({ $0.severity != .error }) {
            problems.append(Problem("no step is switched on", at: steps[0].place))
        }
        return zip(enabled, defaults).compactMap { step, id in
            step.group.flatMap { resolve($0, id: id, models: models, cases: cases, timeout: timeout) }
        }
    }

    private mutating func resolve(_ group: GroupSettings, id: String, models: ModelNames, cases: [Case], timeout: Double) -> ParallelGroup?
    {
        if !Identifier.isValid(id) {
            problems.append(Problem("group_id '\(id.prefix(60))' cannot name a folder", at: group.place, remedy: Identifier.rule))
        }
        if mergeStrategyCatalog.entry(group.mergeStrategy) == nil {
            problems.append(mergeStrategyCatalog.unknown(group.mergeStrategy, at: group.mergePlace))
        }
        let written = group.branches.filter(\.isEnabled)
        let ids = Identifier.unique(written.map { $0.id ?? Self.defaultID($0) })
        checkUnique(written.compactMap { branch in branch.id.map { ($0, branch.idPlace) } }, what: "branch id")
        checkUnique(written.compactMap { branch in branch.outputFile.map { ($0, branch.place) } }, what: "output_file")
        checkFileNames(zip(ids, written.map(\.idPlace)).map { ($0, $1) })
        let branches = zip(written, ids).compactMap { resolve($0, id: $1, models: models, cases: cases, timeout: timeout) }
        guard let first = branches.first, let kind = first.type.output else {
            if written.isEmpty, !group.branches.isEmpty {
                problems.append(Problem("every branch of '\(id)' is switched off", at: group.place))
            }
            return nil
        }
        for branch in branches where branch.type.output != kind {
            problems.append(
                Problem(
                    "branches of '\(id)' give different kinds: \(first.id) \(kind.rawValue), \(branch.id) \(branch.type.output?.rawValue ?? "")",
                    at: branch.place,
                    remedy: "put them into two groups"))
        }
        let scorer = scorer(for: group, kind: kind, cases: cases)
        guard let merge = merge(group, kind: kind, hasScorer: scorer != nil) else { return nil }
        return ParallelGroup(
            id: id, branches: branches, maxWorkers: group.maxWorkers, failFast: group.failFast, merge: merge,
            mergeName: group.mergeStrategy,
            kind: kind, scorer: scorer, place: group.place)
    }

    // MARK: Branches

    /// Model, then voice where there is one.
    private static func defaultID(_ branch: BranchSettings) -> String {
        Identifier.made(from: [branch.model, branch.params["voice"]].compactMap { $0 }.joined(separator: "-"))
    }

    private mutating func resolve(_ branch: BranchSettings, id: String, models: ModelNames, cases: [Case], timeout: Double) -> Branch? {
        if !Identifier.isValid(id) {
            problems.append(Problem("branch id '\(id.prefix(60))' cannot name a file", at: branch.idPlace, remedy: Identifier.rule))
        }
        if let file = branch.outputFile,
            file.isEmpty || !file.split(separator: "/").allSatisfy({ Identifier.isValid(String($0)) }) || file.hasPrefix("/")
        {
            problems.append(
                Problem("output_file '\(file.prefix(60))' must stay inside the run folder", at: branch.place, remedy: "a plain file name"))
        }
        guard let model = branch.model else { return nil }
        do {
            let definition = try models.find(model, at: branch.modelPlace)
            let params = translated(branch, definition.values)
            if !type(of: definition.provider).serves.contains(branch.type) {
                problems.append(
                    Problem(
                        "model '\(model)' cannot do \(branch.type.rawValue)", at: branch.modelPlace, length: model.count,
                        remedy: "it does \(type(of: definition.provider).serves.map(\.rawValue).sorted().joined(separator: ", "))"))
            }
            let use = ProviderUse(branch: id, place: branch.place, params: params, cases: cases)
            problems += definition.provider.problems(for: use)
            return Branch(
                id: id, type: branch.type, model: model, providerName: definition.providerName, provider: definition.provider,
                params: params,
                outputFile: branch.outputFile, timeout: branch.timeout ?? timeout, fingerprint: definition.fingerprint, place: branch.place)
        } catch {
            problems.append(error)
            return nil
        }
    }

    /// Parameters in the model's own words; a value that `values:` lists for the parameter but not for this branch is a problem.
    private mutating func translated(_ branch: BranchSettings, _ values: [String: [String: String]]) -> [String: String] {
        var params = branch.params
        for (key, names) in values {
            guard let asked = params[key] else { continue }
            if let own = names[asked] {
                params[key] = own
            } else if !names.values.contains(asked) {
                problems.append(
                    Problem(
                        "no \(key) called '\(asked.prefix(60))'", at: branch.place,
                        remedy: suggestion(for: asked, among: names.keys.sorted())))
            }
        }
        return params
    }

    // MARK: Merging and scoring

    private mutating func merge(_ group: GroupSettings, kind: MediaKind, hasScorer: Bool) -> (any MergeStrategy)? {
        guard mergeStrategyCatalog.entry(group.mergeStrategy) != nil else { return nil }
        if mergeStrategyCatalog.needsScores(group.mergeStrategy), !hasScorer {
            problems.append(
                Problem(
                    "best_quality needs something to score by, and nothing scores \(kind.rawValue) here", at: group.mergePlace,
                    remedy: kind == .video ? "use collect_all: video is carried, not scored" : "set 'scoring' to a profile"))
        }
        var settings = group.params
        if group.mergeStrategy == CombineOutputs.name, settings["mode"] == nil, let mode = compositionCatalog.defaultMode(for: kind) {
            let entry = Settings.Entry(
                key: "mode", keyPlace: settings.place, value: Settings(.scalar(mode, isQuoted: false), at: settings.place))
            settings = Settings(.map((settings.entries ?? []) + [entry]), at: settings.place)
        }
        var options = Options(settings, of: "params of merge strategy '\(group.mergeStrategy)'")
        let strategy = mergeStrategyCatalog.make(group.mergeStrategy, options: &options)
        options.finish()
        problems += options.problems
        if let combine = strategy as? CombineOutputs, let composition = combine.composition, type(of: composition).kind != kind {
            problems.append(
                Problem(
                    "mode '\(type(of: composition).name)' combines \(type(of: composition).kind.rawValue), the branches give \(kind.rawValue)",
                    at: settings["mode"]?.place ?? group.mergePlace, remedy: compositionCatalog.defaultMode(for: kind).map { "mode: \($0)" }
                ))
        }
        return strategy
    }

    private mutating func scorer(for group: GroupSettings, kind: MediaKind, cases: [Case]) -> Scorer? {
        if group.scoring?.text == "none" { return nil }
        guard kind == .image || kind == .audio else {
            if let scoring = group.scoring {
                problems.append(Problem("\(kind.rawValue) is carried, not scored", at: scoring.place, remedy: "leave 'scoring' out"))
            }
            return nil
        }
        let hasReferences = !cases.isEmpty && cases.allSatisfy { $0.reference != nil }
        do {
            let wanted = group.scoring?.text ?? ScoringData.defaultProfile(for: kind, hasReference: hasReferences) ?? ""
            let profile = try data.profile(Self.isPath(wanted) ? Paths.absolute(wanted, from: file.folder) : wanted)
            if profile.kind != kind {
                problems.append(
                    Problem(
                        "profile '\(profile.name)' scores \(profile.kind.rawValue), the branches give \(kind.rawValue)",
                        at: group.scoring?.place ?? group.place))
            }
            if profile.needsReference, let lacking = cases.first(where: { $0.reference == nil }) {
                problems.append(
                    Problem(
                        "profile '\(profile.name)' needs a reference, which case '\(lacking.id)' lacks",
                        at: group.scoring?.place ?? group.place,
                        remedy: "add 'reference:' to the cases, or choose another profile"))
            }
            return try Scorer(data: data, profile: profile)
        } catch {
            // A name has the place where it was written; the problems of a profile's file have places of their own.
            problems += error.list.map {
                Problem($0.message, at: $0.place ?? group.scoring?.place ?? group.place, length: $0.length, remedy: $0.remedy)
            }
            return nil
        }
    }

    private static func isPath(_ name: String) -> Bool { name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

    // MARK: Names

    private mutating func checkUnique(_ names: [(String, SourcePlace)], what: String) {
        var first: [String: SourcePlace] = [:]
        for (name, place) in names {
            if let before = first[name] {
                problems.append(Problem("\(what) '\(name)' stands twice, first at line \(before.line)", at: place, length: name.count))
            } else {
                first[name] = place
            }
        }
    }

    /// `NAME-r1` is the second repeat of `NAME`, and `combined` the composite; a branch of that name would overwrite it.
    private mutating func checkFileNames(_ ids: [(String, SourcePlace)]) {
        let taken = Set(ids.map(\.0) + ["combined"])
        for (id, place) in ids {
            let isRepeat = id.wholeMatch(of: /(.+)-r?\d+/).map { taken.contains(String($0.1)) } ?? false
            if id == "combined" || isRepeat && (id.contains("-r") || id.hasPrefix("combined")) {
                problems.append(
                    Problem(
                        "branch id '\(id)' would name the same file as a repeat or a composite", at: place, length: id.count,
                        remedy: "choose another id"))
            }
        }
    }

    /// Groups run in file order, so an id may only name a step above.
    private mutating func checkDependencies(of steps: [StepSettings], ids: [String]) {
        for (index, step) in steps.enumerated() {
            for name in step.dependsOn where !ids[..<index].contains(name) {
                let known = Array(ids[..<index])
                problems.append(
                    Problem(
                        ids.contains(name)
                            ? "'depends_on' names '\(name)', which is not above this step" : "'depends_on' names no step: '\(name)'",
                        at: step.place, remedy: suggestion(for: name, among: known)))
            }
        }
    }
}
