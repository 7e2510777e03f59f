import Catalogs
import Composing
import Media
import Scoring

extension Planner {
    // MARK: merge_results

    mutating func merge(_ settings: MergeSettings, _ node: StepGraph.Node, _ before: [PlannedStep], in setting: Setting) -> PlannedStep? {
        guard !before.isEmpty else {
            if !node.after.isEmpty { return nil }
            problems.append(
                Problem(
                    "merge_results has nothing to merge", at: node.step.place, remedy: "put it after a step, or name steps in 'depends_on'")
            )
            return nil
        }
        let kinds = Set(before.map(\.output.media))
        let kind = before[0].output.media
        let isBundle = compositionCatalog.takesMixedKinds(settings.params["mode"]?.text)
        if kinds.count > 1, settings.strategy != CollectAll.name, settings.strategy != FirstSuccess.name, !isBundle {
            problems.append(
                Problem(
                    "\(settings.strategy) cannot work over different kinds: "
                        + before.map { "'\($0.id)' gives \($0.output)" }.joined(separator: ", "),
                    at: settings.place, remedy: "merge steps of one kind, or use collect_all or combine_outputs with mode: bundle"))
        }
        let isAlone = settings.strategy == CollectAll.name || settings.strategy == FirstSuccess.name
        let scorer = settings.scoring == nil && isAlone ? nil : scorer(settings, kind: kind, cases: setting.cases, place: node.step.place)
        guard let strategy = strategy(settings, kind: kind, hasScorer: scorer != nil) else { return nil }
        let work = ResultMerge(merge: strategy, mergeName: settings.strategy, kind: kind, scorer: scorer)
        return PlannedStep(
            id: node.id, type: .mergeResults, place: node.step.place, after: node.after, inputs: node.after, work: .merge(work),
            output: FlowKind(kind, isList: strategy.givesAll))
    }

    // MARK: split_input

    mutating func split(
        _ settings: SplitSettings, _ node: StepGraph.Node, _ before: [PlannedStep], followers: [StepGraph.Node], in setting: Setting
    ) -> PlannedStep? {
        guard let strategy = settings.strategy else { return nil }
        let flow = before.first?.output ?? setting.item
        var kind = FlowKind(.text, isList: true)
        switch settings.source {
        case .items: break
        case .parts:
            if let flow, flow.media != .text, setting.cases.contains(where: { $0.prompt == nil }) {
                problems.append(Problem("'by' cuts a text, and the step above gives \(flow)", at: node.step.place))
            }
        case .flow:
            kind = FlowKind(flow?.media ?? .text, isList: true)
            if !strategy.sharesItems, !(flow?.isList ?? false) {
                problems.append(
                    Problem(
                        "\(settings.strategyName) deals a list, and nothing gives it one", at: settings.strategyPlace,
                        remedy: "write 'items: […]' or 'by: paragraphs', or put it after a step that gives a list"))
            }
        }
        let takesInput: Bool =
            switch settings.source {
            case .items: false
            case .parts: before.first?.output.media == .text
            case .flow: true
            }
        let branches = branches(ofGroupsAmong: followers)
        if !strategy.sharesItems {
            for follower in followers where !follower.isGroup {
                problems.append(
                    Problem(
                        "step '\(follower.id)' follows a split that deals to branches, and has none", at: follower.step.place,
                        remedy: "put a parallel_group there, or use split_strategy: duplicate"))
            }
            if followers.isEmpty {
                problems.append(
                    Problem(
                        "\(settings.strategyName) deals to the branches of a parallel_group, and none follows", at: settings.strategyPlace,
                        remedy: "put a parallel_group after it"))
            }
        }
        var count: Int?
        if case .items(let items) = settings.source { count = items.count }
        problems += strategy.problems(branches: branches, itemCount: count).map {
            var problem = $0
            problem.place = problem.place ?? settings.strategyPlace
            return problem
        }
        let work = InputSplit(source: settings.source, strategy: strategy, strategyName: settings.strategyName, branches: branches)
        return PlannedStep(
            id: node.id, type: .splitInput, place: node.step.place, after: node.after,
            inputs: takesInput ? Array(before.prefix(1).map(\.id)) : [], work: .split(work), output: kind)
    }

    private func branches(ofGroupsAmong nodes: [StepGraph.Node]) -> [String] {
        for case .group(let group) in nodes.map(\.step.body) {
            let enabled = group.branches.filter(\.isEnabled)
            return Identifier.unique(enabled.map { $0.id ?? Self.defaultID($0) })
        }
        return []
    }

    /// The split whose deal a step works on.
    func dealing(_ before: [PlannedStep]) -> InputSplit? {
        guard case .split(let split)? = before.first?.work, !split.strategy.sharesItems else { return nil }
        return split
    }

    /// Branches that work on different items cannot be compared.
    mutating func check(_ split: InputSplit, against group: ParallelGroup, at place: SourcePlace) {
        if group.mergeName == BestQuality.name || group.mergeName == FirstSuccess.name {
            problems.append(
                Problem(
                    "\(group.mergeName) compares branches, but \(split.strategyName) gives each its own items", at: place,
                    remedy: "use collect_all or combine_outputs, or split_strategy: duplicate"))
        }
        for branch in group.branches where branch.nested != nil {
            problems.append(Problem("items are dealt to models; branch '\(branch.id)' is a group", at: branch.place))
        }
    }

    // MARK: batch_process

    mutating func batch(
        _ settings: BatchSettings, _ node: StepGraph.Node, _ before: [PlannedStep], reachable: [String], in setting: Setting
    ) -> PlannedStep? {
        guard let source = before.first, source.output.isList else {
            if node.after.isEmpty || !before.isEmpty {
                problems.append(
                    Problem(
                        "batch_process takes a list, and "
                            + (before.first.map { "'\($0.id)' gives \($0.output)" } ?? "no step gives it one"),
                        at: node.step.place, remedy: "put a split_input, a group with collect_all or another list before it"))
            }
            return nil
        }
        var inner = setting
        inner.item = FlowKind(source.output.media)
        inner.outside = reachable
        inner.prefix = "\(node.id)_"
        let steps = resolve(settings.steps, in: inner)
        guard let last = steps.last else { return nil }
        return PlannedStep(
            id: node.id, type: .batchProcess, place: node.step.place, after: node.after, inputs: [source.id],
            work: .batch(BatchProcess(steps: steps, maxWorkers: settings.maxWorkers)), output: FlowKind(last.output.media, isList: true))
    }
}

extension StepGraph.Node {
    fileprivate var isGroup: Bool {
        if case .group = step.body { return true }
        return false
    }
}
