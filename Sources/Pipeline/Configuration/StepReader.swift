import Catalogs
import Foundation

/// Reads `steps:`, reporting whatever is wrong with each.
struct StepReader {
    var problems: [Problem] = []
    /// What every key of the last mapping was read as, for the schema.
    private(set) var depth = 0

    /// How deep groups may stand in groups.
    static let deepestGroup = 3

    mutating func steps(_ settings: [Settings], among allowed: [StepType] = StepType.allCases) -> [StepSettings] {
        settings.compactMap { step($0, among: allowed) }
    }

    private mutating func step(_ settings: Settings, among allowed: [StepType]) -> StepSettings? {
        var options = Options(settings, of: "a step")
        guard let type = type(&options, among: allowed, place: "here") else {
            problems += options.problems
            return nil
        }
        options = Options(settings, of: type.rawValue)
        let step = read(type, &options)
        options.finish()
        problems += options.problems
        return step
    }

    /// Reads all keys of a step of a known type.
    mutating func read(_ type: StepType, _ options: inout Options) -> StepSettings {
        _ = options.text("type")
        let isEnabled = options.flag("enabled", default: true)
        let dependsOn = dependencies(&options)
        let body: StepSettings.Body
        var id: String?
        switch type {
        case .parallelGroup:
            let group = group(&options)
            id = group.groupID
            body = .group(group)
        case .mergeResults:
            id = identifier(&options)
            body = .merge(merge(&options))
        case .splitInput:
            id = identifier(&options)
            body = .split(split(&options))
        case .batchProcess:
            id = identifier(&options)
            body = .batch(batch(&options))
        default:
            let call = call(type, &options)
            id = call.id
            body = .call(call, maxWorkers: options.whole("max_workers", in: 1...4_096) ?? 3)
        }
        let place = (options.settings["group_id"] ?? options.settings["id"] ?? options.settings["name"])?.place ?? options.place
        return StepSettings(
            type: type, place: options.place, id: id, idPlace: place, isEnabled: isEnabled, dependsOn: dependsOn, body: body)
    }

    func type(_ options: inout Options, among allowed: [StepType], place: String) -> StepType? {
        guard let text = options.requiredText("type") else { return nil }
        if let type = StepType(rawValue: text), allowed.contains(type) { return type }
        options.report(
            StepType(rawValue: text) == nil ? "unknown step type '\(text.prefix(60))'" : "step type '\(text)' cannot stand \(place)",
            at: options.settings["type"], remedy: suggestion(for: text, among: allowed.map(\.rawValue)))
        return nil
    }

    /// `id`, or `name` as some documents have it.
    func identifier(_ options: inout Options) -> String? {
        let id = options.text("id")
        let name = options.text("name")
        return id ?? name
    }

    private func dependencies(_ options: inout Options) -> [StepSettings.Dependency]? {
        guard let value = options.value("depends_on") else { return nil }
        guard let items = value.items ?? (value.text == nil ? nil : [value]) else {
            options.report("'depends_on' must be a list of ids, found \(value.inWords)", at: value)
            return nil
        }
        return items.compactMap { item in
            guard let id = item.text else {
                options.report("'depends_on' must be a list of ids, found \(item.inWords)", at: item)
                return nil
            }
            return StepSettings.Dependency(id: id, place: item.place)
        }
    }

    // MARK: Calls

    /// The keys of a step that calls a model, alone or as a branch.
    mutating func call(_ type: StepType, _ options: inout Options) -> BranchSettings {
        let id = identifier(&options)
        let model = options.text("model")
        if model == nil { options.report("\(options.owner) needs 'model'") }
        let isEnabled = options.flag("enabled", default: true)
        let timeout = options.number("timeout", in: 0.001...86_400)
        let retries = options.whole("retry_count", in: 0...100)
        let resources = resources(&options)
        let (params, templates) = parameters(&options)
        return BranchSettings(
            type: type, place: options.place, id: id, idPlace: (options.settings["id"] ?? options.settings["name"])?.place ?? options.place,
            model: model, modelPlace: options.settings["model"]?.place ?? options.place, params: params, templates: templates,
            isEnabled: isEnabled, timeout: timeout, retries: retries, resources: resources, group: nil)
    }

    /// What a call needs of the machine that makes it.
    private mutating func resources(_ options: inout Options) -> Resources {
        var made = Resources()
        guard let value = options.value("resources") else { return made }
        var inner = Options(value, of: "resources")
        made.gpus = inner.whole("gpus", in: 0...64) ?? 0
        made.cpus = inner.whole("cpus", in: 1...4_096)
        if let text = inner.text("memory") {
            made.memory = Resources.mebibytes(text)
            if made.memory == nil {
                inner.report("'memory' must be like 512M or 16G, found '\(text.prefix(40))'", at: inner.settings["memory"])
            }
        }
        inner.finish()
        problems += inner.problems
        return made
    }

    private func parameters(_ options: inout Options) -> ([String: String], [String: Template]) {
        var params: [String: String] = [:]
        var templates: [String: Template] = [:]
        guard let value = options.value("params") else { return ([:], [:]) }
        guard let entries = value.entries else {
            options.report("'params' must be a mapping, found \(value.inWords)", at: value)
            return ([:], [:])
        }
        let environment = ProcessInfo.processInfo.environment
        for entry in entries where entry.value.content != .null {
            guard let text = entry.value.text else {
                options.report("parameter '\(entry.key)' must be a plain value, found \(entry.value.inWords)", at: entry.value)
                continue
            }
            params[entry.key] = text
            guard text.contains("{{") || text.contains("${") else { continue }
            do {
                templates[entry.key] = try Template(text, at: entry.value.place, environment: environment)
            } catch {
                options.add([error])
            }
        }
        return (params, templates)
    }
}
