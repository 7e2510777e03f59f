import Catalogs

/// One entry of `steps:` as written, before any name is looked up.
struct StepSettings: Sendable {
    let type: StepType
    let place: SourcePlace
    let id: String?
    let isEnabled: Bool
    let dependsOn: [String]
    let group: GroupSettings?
}

/// The keys of a `parallel_group`.
struct GroupSettings: Sendable {
    let place: SourcePlace
    let groupID: String?
    let branches: [BranchSettings]
    let maxWorkers: Int
    let failFast: Bool
    let mergeStrategy: String
    let mergePlace: SourcePlace
    /// A profile's name or path, `none`, or nil for the default of the kind.
    let scoring: Settings?
    /// Options of the merge strategy and its composition.
    let params: Settings
}

/// One entry of `parallel_steps`.
struct BranchSettings: Sendable {
    let type: StepType
    let place: SourcePlace
    let id: String?
    let idPlace: SourcePlace
    let model: String?
    let modelPlace: SourcePlace
    let params: [String: String]
    let outputFile: String?
    let isEnabled: Bool
    let timeout: Double?
}

/// Reads `steps:`, reporting whatever is wrong with each.
struct StepReader {
    private(set) var problems: [Problem] = []

    mutating func steps(_ settings: [Settings]) -> [StepSettings] {
        settings.compactMap { step($0) }
    }

    private mutating func step(_ settings: Settings) -> StepSettings? {
        var options = Options(settings, of: "a step")
        guard let type = type(&options, among: StepType.allCases) else {
            problems += options.problems
            return nil
        }
        options = Options(settings, of: type.rawValue)
        _ = options.text("type")
        let id = options.text("id")
        let isEnabled = options.flag("enabled", default: true)
        let dependsOn = options.texts("depends_on") ?? []
        var group: GroupSettings?
        if type == .parallelGroup {
            group = self.group(&options)
            options.finish()
        } else if isEnabled {
            options.report(
                "step type '\(type.rawValue)' cannot stand by itself in this version",
                remedy: "put it into parallel_steps of a parallel_group, or switch it off with enabled: false")
        }
        problems += options.problems
        return StepSettings(type: type, place: settings.place, id: id, isEnabled: isEnabled, dependsOn: dependsOn, group: group)
    }

    private func type(_ options: inout Options, among allowed: [StepType]) -> StepType? {
        guard let text = options.requiredText("type") else { return nil }
        if let type = StepType(rawValue: text), allowed.contains(type) { return type }
        let names = allowed.map(\.rawValue)
        options.report(
            StepType(rawValue: text) == nil ? "unknown step type '\(text.prefix(60))'" : "step type '\(text)' cannot be a branch",
            at: options.settings["type"], remedy: suggestion(for: text, among: names))
        return nil
    }

    private mutating func group(_ options: inout Options) -> GroupSettings {
        let model = options.text("model")
        if let model, model != "parallel" {
            options.report(
                "a parallel_group has no model of its own, found '\(model)'", at: options.settings["model"], remedy: "leave 'model' out",
                severity: .warning)
        }
        let params = options.value("params") ?? .empty(at: options.place)
        // The keys may stand at step level, or, in files of an older tool, under `params`.
        var inner = Options(params, of: "params of parallel_group")
        func both(_ key: String, _ options: inout Options, _ inner: inout Options) -> Bool {
            guard options.settings[key] != nil, let second = params.entries?.first(where: { $0.key == key }) else {
                return options.settings[key] == nil && params[key] != nil
            }
            inner.add([
                Problem(
                    "'\(key)' stands both in the step and under its params", at: second.keyPlace, length: key.count,
                    remedy: "keep one of them")
            ])
            return false
        }
        let groupID = both("group_id", &options, &inner) ? inner.text("group_id") : options.text("group_id")
        let workersInside = both("max_workers", &options, &inner)
        let maxWorkers = workersInside ? inner.whole("max_workers", in: 1...4_096) : options.whole("max_workers", in: 1...4_096)
        let failFast =
            both("fail_fast", &options, &inner) ? inner.flag("fail_fast", default: false) : options.flag("fail_fast", default: false)
        let strategy = both("merge_strategy", &options, &inner) ? inner.text("merge_strategy") : options.text("merge_strategy")
        let branches = both("parallel_steps", &options, &inner) ? inner.list("parallel_steps") : options.list("parallel_steps")
        if branches == nil || branches?.isEmpty == true {
            options.report(
                "a parallel_group needs 'parallel_steps', a list of branches",
                remedy: options.settings["steps"] == nil ? nil : "rename 'steps' to 'parallel_steps'")
        }
        let groupKeys: Set = ["group_id", "max_workers", "fail_fast", "merge_strategy", "parallel_steps"]
        let mergeParams = Settings(.map((params.entries ?? []).filter { !groupKeys.contains($0.key) }), at: params.place)
        let mergePlace = (options.settings["merge_strategy"] ?? params["merge_strategy"])?.place ?? options.place
        let scoring = options.value("scoring")
        problems += inner.problems
        return GroupSettings(
            place: options.place, groupID: groupID, branches: (branches ?? []).compactMap { branch($0) }, maxWorkers: maxWorkers ?? 3,
            failFast: failFast, mergeStrategy: strategy ?? "collect_all", mergePlace: mergePlace, scoring: scoring, params: mergeParams)
    }

    private mutating func branch(_ settings: Settings) -> BranchSettings? {
        var options = Options(settings, of: "a branch")
        defer { problems += options.problems }
        guard let type = type(&options, among: StepType.allCases.filter(\.generates)) else { return nil }
        let id = options.text("id")
        let model = options.text("model")
        if model == nil { options.report("a branch needs 'model'") }
        let isEnabled = options.flag("enabled", default: true)
        let timeout = options.number("timeout", in: 0.001...86_400)
        var params: [String: String] = [:]
        for entry in options.value("params")?.entries ?? [] {
            if let text = entry.value.text {
                if text.contains("{{") || text.contains("${") {
                    options.report(
                        "a parameter is a plain value; '\(entry.key)' has a hole in it", at: entry.value,
                        remedy: "put the hole into the model's 'run' or 'path'")
                }
                params[entry.key] = text
            } else {
                options.report("parameter '\(entry.key)' must be a plain value, found \(entry.value.inWords)", at: entry.value)
            }
        }
        options.finish()
        return BranchSettings(
            type: type, place: settings.place, id: id, idPlace: settings["id"]?.place ?? settings.place, model: model,
            modelPlace: settings["model"]?.place ?? settings.place, params: params, outputFile: params["output_file"], isEnabled: isEnabled,
            timeout: timeout)
    }
}
