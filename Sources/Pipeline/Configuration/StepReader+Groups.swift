import Catalogs

extension StepReader {
    /// The keys of a group in any of its three spellings.
    mutating func group(_ options: inout Options, depth: Int = 1) -> GroupSettings {
        let model = options.text("model")
        if let model, model != "parallel" {
            options.report(
                "a parallel_group has no model of its own, found '\(model)'", at: options.settings["model"], remedy: "leave 'model' out",
                severity: .warning)
        }
        let params = options.value("params") ?? .empty(at: options.place)
        var keys = TwoPlaces(options: options, params: params)
        let groupID = keys.read("group_id") { $0.text("group_id") }
        let id = keys.read("id") { $0.text("id") }
        let name = keys.read("name") { $0.text("name") }
        let maxWorkers = keys.read("max_workers") { $0.whole("max_workers", in: 1...4_096) }
        let failFast = keys.read("fail_fast") { options in
            let flag = options.flag("fail_fast", default: false)
            return options.settings["fail_fast"] == nil ? nil : flag
        }
        let strategy = keys.read("merge_strategy") { $0.text("merge_strategy") }
        let timeout = keys.read("timeout") { $0.number("timeout", in: 0.001...86_400) }
        let listed = keys.read("parallel_steps") { $0.list("parallel_steps") }
        let spelledOld = listed == nil ? oldSpelling(&keys) : nil
        let merge = MergeSettings(
            strategy: strategy ?? "collect_all", place: keys.place(of: "merge_strategy"), scoring: keys.options.value("scoring"),
            params: keys.rest)
        let stop = keys.options.value("stop").flatMap { StopSettings($0, problems: &problems) }
        options = keys.options
        problems += keys.problems
        let branches = listed ?? spelledOld
        if branches == nil || branches?.isEmpty == true {
            options.report("a parallel_group needs 'parallel_steps', a list of branches")
        }
        return GroupSettings(
            place: options.place, groupID: groupID ?? id ?? name,
            branches: (branches ?? []).compactMap { branch($0, depth: depth, timeout: timeout) }, maxWorkers: maxWorkers ?? 3,
            failFast: failFast ?? false, merge: merge, stop: stop)
    }

    /// `steps:` in place of `parallel_steps:`, as some documents have it.
    private func oldSpelling(_ keys: inout TwoPlaces) -> [Settings]? {
        guard let steps = keys.read("steps", { $0.list("steps") }) else { return nil }
        keys.options.report(
            "this group is spelled as in some documents of an older tool; it is read as 'parallel_steps'",
            at: keys.options.settings["steps"] ?? keys.params["steps"],
            remedy: "write: {type: parallel_group, group_id: NAME, parallel_steps: […], merge_strategy: …}", severity: .warning)
        return steps
    }

    private mutating func branch(_ settings: Settings, depth: Int, timeout: Double?) -> BranchSettings? {
        var options = Options(settings, of: "a branch")
        guard let type = type(&options, among: StepType.allCases.filter { $0.generates || $0 == .parallelGroup }, place: "in a group")
        else {
            problems += options.problems
            return nil
        }
        defer { problems += options.problems }
        guard type == .parallelGroup else {
            options = Options(settings, of: "a branch")
            _ = options.text("type")
            let made = call(type, &options)
            options.finish()
            return timeout == nil || made.timeout != nil ? made : made.with(timeout: timeout)
        }
        guard depth < Self.deepestGroup else {
            options.report(
                "groups stand in groups more than \(Self.deepestGroup) deep", at: settings["type"],
                remedy: "move this group into a step above")
            return nil
        }
        options = Options(settings, of: "a group inside a group")
        _ = options.text("type")
        let isEnabled = options.flag("enabled", default: true)
        let group = group(&options, depth: depth + 1)
        options.finish()
        return BranchSettings(
            type: type, place: settings.place, id: group.groupID,
            idPlace: (settings["group_id"] ?? settings["id"] ?? settings["name"])?.place ?? settings.place, model: nil,
            modelPlace: settings.place, params: [:], templates: [:], isEnabled: isEnabled, timeout: nil, retries: nil,
            group: BranchSettings.GroupBox(group))
    }
}

extension BranchSettings {
    /// The same with the deadline of its group.
    fileprivate func with(timeout: Double?) -> BranchSettings {
        BranchSettings(
            type: type, place: place, id: id, idPlace: idPlace, model: model, modelPlace: modelPlace, params: params, templates: templates,
            isEnabled: isEnabled, timeout: timeout, retries: retries, group: group)
    }
}

/// Keys that may stand at step level or, in files of an older tool, under `params`; in both is a problem.
struct TwoPlaces {
    var options: Options
    let params: Settings
    private var inner: Options
    private var taken: Set<String> = []

    init(options: Options, params: Settings) {
        self.options = options
        self.params = params
        inner = Options(params, of: "params of parallel_group")
    }

    var problems: [Problem] { inner.problems }

    mutating func read<T>(_ key: String, _ read: (inout Options) -> T?) -> T? {
        taken.insert(key)
        let outside = read(&options)
        guard let second = params.entries?.first(where: { $0.key == key }) else { return outside }
        guard options.settings[key] == nil else {
            inner.add([
                Problem(
                    "'\(key)' stands both in the step and under its params", at: second.keyPlace, length: key.count,
                    remedy: "keep one of them")
            ])
            return outside
        }
        return read(&inner)
    }

    func place(of key: String) -> SourcePlace { (options.settings[key] ?? params[key])?.place ?? options.place }

    /// What is left under `params` belongs to the merge strategy.
    var rest: Settings { Settings(.map((params.entries ?? []).filter { !taken.contains($0.key) }), at: params.place) }
}
