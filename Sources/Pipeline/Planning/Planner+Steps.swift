import Catalogs
import Media

extension Planner {
    /// What steps are resolved in: the names and kinds that reach them.
    struct Setting {
        let models: ModelNames
        let cases: [Case]
        /// Seconds, where a branch says nothing.
        let timeout: Double
        /// What a step without `after` starts from: an item of a batch; nil for the case.
        var item: FlowKind?
        /// Steps outside a batch whose outputs may be named.
        var outside: [String] = []
        /// All ids taken so far, with the place of the first.
        var prefix = ""
    }

    /// Looks up every name in the steps that are switched on, and checks that kinds fit.
    mutating func resolve(_ steps: [StepSettings], in setting: Setting) -> [PlannedStep] {
        let ids = ids(of: steps, prefix: setting.prefix)
        var graph = StepGraph(steps, ids: ids)
        problems += graph.problems
        if graph.nodes.isEmpty, let first = steps.first, problems.allSatisfy({ $0.severity != .error }) {
            problems.append(Problem("no step is switched on", at: first.place))
        }
        var planned: [PlannedStep] = []
        var waiting = graph.nodes
        // A step may stand above what it depends on, so they are resolved in the order of the graph and put back in file order.
        while let place = waiting.firstIndex(where: { node in node.after.allSatisfy { id in !waiting.contains { $0.id == id } } }) {
            let node = waiting.remove(at: place)
            let followers = graph.nodes.filter { $0.after.contains(node.id) }
            if let step = resolve(node, after: planned, followers: followers, in: setting, numbers: ids) { planned.append(step) }
        }
        graph = StepGraph(steps, ids: ids)
        return graph.nodes.compactMap { node in planned.first { $0.id == node.id } }
    }

    /// `group_1`, `group_2` … for groups without a name, `step_N` for other steps; unique over the whole pipeline.
    private mutating func ids(of steps: [StepSettings], prefix: String) -> [String] {
        var groups = 0
        let ids = steps.enumerated().map { index, step in
            if case .group = step.body, step.isEnabled { groups += 1 }
            if let id = step.id { return id }
            if case .group = step.body { return "\(prefix)group_\(max(1, groups))" }
            return "\(prefix)step_\(index + 1)"
        }
        for (id, step) in zip(ids, steps) where step.isEnabled {
            if !Identifier.isValid(id) {
                problems.append(Problem("id '\(id.prefix(60))' cannot name a folder", at: step.idPlace, remedy: Identifier.rule))
            }
            claim(id, at: step.idPlace)
        }
        return ids
    }

    /// Group and step ids name folders, so one may stand only once.
    mutating func claim(_ id: String, at place: SourcePlace) {
        if let before = idPlaces[id] {
            problems.append(Problem("id '\(id)' stands twice, first at line \(before.line)", at: place, length: id.count))
        } else {
            idPlaces[id] = place
        }
    }

    private mutating func resolve(
        _ node: StepGraph.Node, after planned: [PlannedStep], followers: [StepGraph.Node], in setting: Setting, numbers: [String]
    ) -> PlannedStep? {
        let step = node.step
        let before = node.after.compactMap { id in planned.first { $0.id == id } }
        let reachable = Self.ancestors(of: before, in: planned) + setting.outside
        switch step.body {
        case .call(let call, let maxWorkers):
            let made = self.call(call, id: node.id, maxWorkers: maxWorkers, in: setting, steps: reachable, numbers: numbers)
            return made.map { self.step(node, before, setting, .generate($0), gives: Self.output(of: step.type), of: $0) } ?? nil
        case .group(let settings):
            let dealt = dealing(before)
            guard let group = group(settings, id: node.id, in: setting, steps: reachable, numbers: numbers, isDealt: dealt != nil) else {
                return nil
            }
            if let dealt { check(dealt, against: group, at: step.place) }
            let isList = group.merge.givesAll
            return self.step(node, before, setting, .group(group), gives: FlowKind(group.kind, isList: isList), of: group)
        case .merge(let settings): return merge(settings, node, before, in: setting)
        case .split(let settings): return split(settings, node, before, followers: followers, in: setting)
        case .batch(let settings): return batch(settings, node, before, reachable: reachable, in: setting)
        }
    }

    /// All steps that have ended when these have.
    private static func ancestors(of steps: [PlannedStep], in planned: [PlannedStep]) -> [String] {
        var found: [String] = []
        var waiting = steps.map(\.id)
        while let id = waiting.popLast() {
            guard !found.contains(id), let step = planned.first(where: { $0.id == id }) else { continue }
            found.append(id)
            waiting += step.after
        }
        return found
    }

    private static func output(of type: StepType) -> FlowKind {
        FlowKind(type.output ?? .text, isList: type == .splitImage)
    }

    // MARK: Kinds

    /// The step with its input chosen, or the problem that nothing fits.
    private mutating func step(
        _ node: StepGraph.Node, _ before: [PlannedStep], _ setting: Setting, _ work: StepWork, gives: FlowKind, of group: ParallelGroup
    ) -> PlannedStep? {
        let takes = Set(group.inputKinds)
        let source = before.first { takes.contains($0.handsOn(to: takes).media) }
        var output = gives
        if let source {
            let flow = source.handsOn(to: takes)
            if flow.isList, !group.takesLists { output = FlowKind(gives.media, isList: true) }
        } else if setting.item.map({ takes.contains($0.media) }) ?? false {
            // The item of the batch fits.
        } else {
            check(takes, without: before, node, setting)
        }
        if case .generate(let group) = work, let type = group.branches.first?.type, type == .promptGeneration {
            // Its picture goes on; its text is the prompt of the steps after it.
            output = FlowKind(.image, isList: false)
        }
        return PlannedStep(
            id: node.id, type: node.step.type, place: node.step.place, after: node.after, inputs: source.map { [$0.id] } ?? [], work: work,
            output: output)
    }

    /// A step that takes text can take the prompt; every other one needs an input that fits.
    private mutating func check(_ takes: Set<MediaKind>, without before: [PlannedStep], _ node: StepGraph.Node, _ setting: Setting) {
        for kind in takes.sorted(by: { $0.rawValue < $1.rawValue }) where kind != .text {
            if setting.item == nil, !setting.cases.isEmpty,
                setting.cases.allSatisfy({ $0.inputKind == kind || ($0.input != nil && $0.inputKind == nil) })
            {
                continue
            }
            if before.isEmpty {
                // Providers that need no input say so themselves; a folder comparison is one.
                if node.takesOnlyFiles(setting.models) { continue }
                problems.append(
                    Problem(
                        "step '\(node.id)' takes \(kind.rawValue), and nothing gives it any", at: node.step.place,
                        remedy: "add 'input:' to the cases, or a step above that gives \(kind.rawValue)"))
            } else if !node.takesOnlyFiles(setting.models) {
                let given = before.map { "'\($0.id)' gives \($0.output)" }.joined(separator: ", ")
                problems.append(
                    Problem(
                        "step '\(node.id)' takes \(kind.rawValue), but \(given)", at: node.step.place,
                        remedy: "name a step that fits in 'depends_on', or write 'depends_on: []' to start from the case"))
            }
        }
    }
}

extension PlannedStep {
    /// What it gives to a step that takes certain kinds.
    fileprivate func handsOn(to kinds: Set<MediaKind>) -> FlowKind { output }
}

extension StepGraph.Node {
    /// True when all its models are files that exist already: they take no input.
    fileprivate func takesOnlyFiles(_ models: ModelNames) -> Bool {
        func all(_ branches: [BranchSettings]) -> Bool {
            branches.filter(\.isEnabled).allSatisfy { branch in
                if let group = branch.group?.settings { return all(group.branches) }
                return branch.model.map { models.isFiles($0) } ?? true
            }
        }
        switch step.body {
        case .call(let call, _): return all([call])
        case .group(let group): return all(group.branches)
        case .merge, .split, .batch: return false
        }
    }
}

extension Case {
    /// What the input is, by its bytes; nil where there is none or it cannot be told.
    var inputKind: MediaKind? { input.flatMap { try? FileKind.of(file: $0).media } }
}

extension ParallelGroup {
    /// The kinds that its branches take.
    var inputKinds: [MediaKind] { branches.flatMap { $0.nested?.inputKinds ?? [$0.type.input].compactMap { $0 } } }
}
