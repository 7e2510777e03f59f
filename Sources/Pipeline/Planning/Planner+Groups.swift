import Catalogs
import Composing
import Media
import Scoring

extension Planner {
    /// A step that calls one model: a group of one branch, which nothing competes with.
    mutating func call(
        _ settings: BranchSettings, id: String, maxWorkers: Int, in setting: Setting, steps: [String], numbers: [String]
    ) -> ParallelGroup? {
        guard var branch = resolve(settings, id: id, in: setting, steps: steps, numbers: numbers) else { return nil }
        branch.isSelected = true
        var options = Options(of: FirstSuccess.name)
        return ParallelGroup(
            id: id, branches: [branch], maxWorkers: maxWorkers, failFast: false, merge: FirstSuccess(options: &options),
            mergeName: FirstSuccess.name, kind: branch.kind, scorer: nil, place: settings.place)
    }

    mutating func group(
        _ settings: GroupSettings, id: String, in setting: Setting, steps: [String], numbers: [String], isDealt: Bool,
        isNested: Bool = false
    ) -> ParallelGroup? {
        let written = settings.branches.filter(\.isEnabled)
        let ids = Identifier.unique(written.map { $0.id ?? Self.defaultID($0) })
        checkUnique(written.compactMap { branch in branch.id.map { ($0, branch.idPlace) } }, what: "branch id")
        checkUnique(written.compactMap { branch in branch.outputFile.map { ($0, branch.place) } }, what: "output_file")
        checkFileNames(zip(ids, written.map(\.idPlace)).map { ($0, $1) })
        let branches = zip(written, ids).compactMap { resolve($0, id: $1, in: setting, steps: steps, numbers: numbers) }
        guard let first = branches.first else {
            if written.isEmpty, !settings.branches.isEmpty {
                problems.append(Problem("every branch of '\(id)' is switched off", at: settings.place))
            }
            if mergeStrategyCatalog.entry(settings.merge.strategy) == nil {
                problems.append(mergeStrategyCatalog.unknown(settings.merge.strategy, at: settings.merge.place))
            }
            return nil
        }
        let kind = first.kind
        for branch in branches where branch.kind != kind {
            problems.append(
                Problem(
                    "branches of '\(id)' give different kinds: \(first.id) \(kind.rawValue), \(branch.id) \(branch.kind.rawValue)",
                    at: branch.place, remedy: "put them into two groups"))
        }
        if isNested, settings.merge.strategy == CollectAll.name {
            problems.append(
                Problem(
                    "a group inside a group must end in one artifact, and '\(id)' collects all", at: settings.merge.place,
                    remedy: "merge_strategy: best_quality, first_success or combine_outputs"))
        }
        warnOfTwins(branches)
        let scorer =
            isDealt && settings.merge.scoring == nil ? nil : scorer(settings.merge, kind: kind, cases: setting.cases, place: settings.place)
        guard let merge = strategy(settings.merge, kind: kind, hasScorer: scorer != nil) else { return nil }
        return ParallelGroup(
            id: id, branches: branches, maxWorkers: settings.maxWorkers, failFast: settings.failFast, merge: merge,
            mergeName: settings.merge.strategy, kind: kind, scorer: scorer, place: settings.place,
            race: race(settings, scorer: scorer, isDealt: isDealt, isNested: isNested || setting.item != nil))
    }

    /// The same model with the same parameters under two names is the same model twice, and no comparison.
    private mutating func warnOfTwins(_ branches: [Branch]) {
        for (index, branch) in branches.enumerated() where branch.nested == nil && branch.providerName != FilesProvider.name {
            func isTwin(_ other: Branch) -> Bool {
                other.nested == nil && other.type == branch.type && other.model == branch.model
                    && other.params.filter { $0.key != "output_file" } == branch.params.filter { $0.key != "output_file" }
            }
            if let twin = branches[..<index].first(where: isTwin) {
                problems.append(
                    Problem(
                        "branches '\(twin.id)' and '\(branch.id)' are the same model with the same parameters", at: branch.place,
                        remedy: "they will look equal; change a parameter or drop one", severity: .warning))
            }
        }
    }

    // MARK: Branches

    /// Model, then voice where there is one.
    static func defaultID(_ branch: BranchSettings) -> String {
        if branch.group != nil { return "group" }
        return Identifier.made(from: [branch.model, branch.params["voice"]].compactMap { $0 }.joined(separator: "-"))
    }

    private mutating func resolve(_ branch: BranchSettings, id: String, in setting: Setting, steps: [String], numbers: [String]) -> Branch?
    {
        if !Identifier.isValid(id) {
            problems.append(Problem("branch id '\(id.prefix(60))' cannot name a file", at: branch.idPlace, remedy: Identifier.rule))
        }
        if let inner = branch.group?.settings {
            claim(id, at: branch.idPlace)
            guard let group = group(inner, id: id, in: setting, steps: steps, numbers: numbers, isDealt: false, isNested: true) else {
                return nil
            }
            return Branch(
                id: id, type: .parallelGroup, model: "parallel", providerName: "", provider: nil, params: [:], outputFile: nil,
                timeout: setting.timeout, fingerprint: "", place: branch.place, isSelected: isSelected(id), nested: group)
        }
        if let file = branch.outputFile,
            file.isEmpty || !file.split(separator: "/").allSatisfy({ Identifier.isValid(String($0)) }) || file.hasPrefix("/")
        {
            problems.append(
                Problem("output_file '\(file.prefix(60))' must stay inside the run folder", at: branch.place, remedy: "a plain file name"))
        }
        guard let model = branch.model else { return nil }
        do {
            let definition = try setting.models.find(model, at: branch.modelPlace)
            return made(branch, id: id, model: model, definition, in: setting, steps: steps, numbers: numbers)
        } catch {
            problems.append(error)
            return nil
        }
    }

    private mutating func made(
        _ branch: BranchSettings, id: String, model: String, _ definition: ModelNames.Definition, in setting: Setting, steps: [String],
        numbers: [String]
    ) -> Branch {
        let provider = definition.provider
        let serves = definition.steps.map(Set.init) ?? type(of: provider).serves
        if !serves.contains(branch.type) {
            problems.append(
                Problem(
                    "model '\(model)' cannot do \(branch.type.rawValue)", at: branch.modelPlace, length: model.count,
                    remedy: "it does \(serves.map(\.rawValue).sorted().joined(separator: ", "))"))
        }
        let params = translated(branch, definition.values)
        let isChosen = isSelected(id)
        let use = ProviderUse(
            branch: id, place: branch.place, params: params, cases: setting.cases, takesItems: setting.item != nil, steps: steps,
            numbers: numbers, type: branch.type)
        if isChosen {
            problems += provider.problems(for: use)
            problems += TemplateNames.problems(inParams: branch.templates, for: use)
        }
        if isChosen, overrides.maxCost != nil, definition.price == nil {
            problems.append(
                Problem(
                    "--max-cost needs prices, and model '\(model)' has none", at: branch.modelPlace, length: model.count,
                    remedy: "write 'price:' under the model, or leave the branch out: --branch '!\(id)'"))
        }
        return Branch(
            id: id, type: branch.type, model: model, providerName: definition.providerName, provider: provider, params: params,
            templates: branch.templates, outputFile: branch.outputFile, timeout: branch.timeout ?? setting.timeout,
            retries: branch.retries ?? overrides.retries, price: definition.price, limits: definition.limits,
            resources: branch.resources, fingerprint: definition.fingerprint, place: branch.place, isSelected: isChosen)
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

    mutating func strategy(_ group: MergeSettings, kind: MediaKind, hasScorer: Bool) -> (any MergeStrategy)? {
        guard mergeStrategyCatalog.entry(group.strategy) != nil else {
            problems.append(mergeStrategyCatalog.unknown(group.strategy, at: group.place))
            return nil
        }
        if mergeStrategyCatalog.needsScores(group.strategy), !hasScorer {
            problems.append(
                Problem(
                    "best_quality needs something to score by, and nothing scores \(kind.rawValue) here", at: group.place,
                    remedy: kind == .video ? "use collect_all: video is carried, not scored" : "set 'scoring' to a profile"))
        }
        var settings = group.params
        if group.strategy == CombineOutputs.name, settings["mode"] == nil, let mode = compositionCatalog.defaultMode(for: kind) {
            let entry = Settings.Entry(
                key: "mode", keyPlace: settings.place, value: Settings(.scalar(mode, isQuoted: false), at: settings.place))
            settings = Settings(.map((settings.entries ?? []) + [entry]), at: settings.place)
        }
        settings = settings.rewriting("announcements") { Paths.absolute($0, from: file.folder) }
        var options = Options(settings, of: "params of merge strategy '\(group.strategy)'")
        let strategy = mergeStrategyCatalog.make(group.strategy, options: &options)
        options.finish()
        problems += options.problems
        if let combine = strategy as? CombineOutputs, let composition = combine.composition,
            let wanted = type(of: composition).kind, wanted != kind
        {
            problems.append(
                Problem(
                    "mode '\(type(of: composition).name)' combines \(wanted.rawValue), the branches give \(kind.rawValue)",
                    at: settings["mode"]?.place ?? group.place, remedy: compositionCatalog.defaultMode(for: kind).map { "mode: \($0)" }
                ))
        }
        return strategy
    }

    mutating func scorer(_ group: MergeSettings, kind: MediaKind, cases: [Case], place: SourcePlace) -> Scorer? {
        if group.scoring?.text == "none" { return nil }
        guard kind == .image || kind == .audio else {
            if let scoring = group.scoring {
                problems.append(Problem("\(kind.rawValue) is carried, not scored", at: scoring.place, remedy: "leave 'scoring' out"))
            }
            return nil
        }
        let hasReferences = overrides.shared?.hasReferences ?? (!cases.isEmpty && cases.allSatisfy { $0.reference != nil })
        do {
            let wanted = group.scoring?.text ?? ScoringData.defaultProfile(for: kind, hasReference: hasReferences) ?? ""
            let profile = try data.profile(Self.isPath(wanted) ? Paths.absolute(wanted, from: file.folder) : wanted)
            if profile.kind != kind {
                problems.append(
                    Problem(
                        "profile '\(profile.name)' scores \(profile.kind.rawValue), the branches give \(kind.rawValue)",
                        at: group.scoring?.place ?? place))
            }
            if profile.needsReference, let lacking = cases.first(where: { $0.reference == nil }) {
                problems.append(
                    Problem(
                        "profile '\(profile.name)' needs a reference, which case '\(lacking.id)' lacks",
                        at: group.scoring?.place ?? place,
                        remedy: "add 'reference:' to the cases, or choose another profile"))
            }
            if !profile.canGiveQuality(with: scorers) {
                problems.append(
                    Problem(
                        "profile '\(profile.name)' needs scorers for \(profile.unmeasured(with: scorers).joined(separator: ", ")), and none is configured:"
                            + " no output will have a quality",
                        at: group.scoring?.place ?? place, remedy: "write 'scorers:', take 'scoring: image-technical', or collect votes",
                        severity: .warning))
            }
            return try Scorer(data: data, profile: profile, transcriber: transcriber, scorers: scorers)
        } catch {
            // A name has the place where it was written; the problems of a profile's file have places of their own.
            problems += error.list.map {
                Problem($0.message, at: $0.place ?? group.scoring?.place ?? place, length: $0.length, remedy: $0.remedy)
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
}

extension Settings {
    /// The same mapping with each text of a list changed.
    fileprivate func rewriting(_ key: String, _ change: (String) -> String) -> Settings {
        guard let entries, let list = self[key]?.items else { return self }
        let changed = list.map { item in item.text.map { Settings(.scalar(change($0), isQuoted: true), at: item.place) } ?? item }
        return Settings(
            .map(
                entries.map { entry in
                    guard entry.key == key else { return entry }
                    return Entry(key: key, keyPlace: entry.keyPlace, value: Settings(.list(changed), at: entry.value.place))
                }), at: place)
    }
}
