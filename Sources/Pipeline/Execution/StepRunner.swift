import Media

/// Runs one step for one case and repeat.
@Conductor
struct StepRunner {
    let session: Session
    let scope: Scope
    let step: PlannedStep
    let input: StepInput
    let order: [Int]

    // MARK: Groups and single steps

    /// A list is taken item by item, each a case of its own, unless the step takes lists or a split has dealt it.
    func group(_ group: ParallelGroup) async throws -> StepEnd {
        if let lacking = input.lacking { return try await skip(group, because: lacking) }
        let flow = input.flow(of: scope)
        let prompt = input.prompt
        if let dealt = flow.dealt { return try await self.group(group, dealt: dealt, of: flow) }
        guard flow.isList, !group.takesLists, group.takes(flow) else {
            let items = group.takes(flow) ? flow.items : []
            let entry = ContestRunner.Entry(input: scope.input.taking(group.takesLists ? nil : items.first, prompt: prompt), items: items)
            return end(try await contest(group, scope, order, entry), of: group)
        }
        let ends = try await each(flow.items) { index, item in
            let inner = scope.item(index, of: flow.items.count, item, prompt: prompt)
            try session.store.keep(inner.input, of: scope.input.id, position: index)
            return end(try await contest(group, inner, order + [index], .init(input: inner.input, items: [item])), of: group)
        }
        return list(ends, prompt: prompt)
    }

    private func contest(
        _ group: ParallelGroup, _ scope: Scope, _ order: [Int], _ entry: ContestRunner.Entry
    ) async throws -> (verdict: CaseVerdictRecord, items: [FlowItem])? {
        let runner = ContestRunner(
            session: session, group: group, caseID: scope.input.id, repeat: scope.repeat, order: order, steps: input.steps,
            stops: scope.stops)
        return try await runner.run(Dictionary(uniqueKeysWithValues: group.branches.map { ($0.id, [entry]) }))
    }

    /// Each branch works on its own items; the verdict is about the case as a whole.
    private func group(_ group: ParallelGroup, dealt: [String: [Int]], of flow: Flow) async throws -> StepEnd {
        var entries: [String: [ContestRunner.Entry]] = [:]
        for (index, item) in flow.items.enumerated() {
            let inner = scope.item(index, of: flow.items.count, item, prompt: input.prompt)
            try session.store.keep(inner.input, of: scope.input.id, position: index)
            for branch in group.branches where dealt[branch.id]?.contains(index) == true {
                entries[branch.id, default: []].append(.init(input: inner.input, items: [item], position: index))
            }
        }
        let runner = ContestRunner(
            session: session, group: group, caseID: scope.input.id, repeat: scope.repeat, order: order, steps: input.steps,
            stops: scope.stops)
        guard let (verdict, items) = try await runner.run(entries) else { return .notRun }
        return end((verdict, items), of: group)
    }

    private func end(_ result: (verdict: CaseVerdictRecord, items: [FlowItem])?, of group: ParallelGroup) -> StepEnd {
        guard let result else { return .notRun }
        guard let first = result.items.first else { return .nothing(result.verdict.reason) }
        // A prompt that a model wrote is the prompt of the steps after it, and its picture goes on.
        if step.type == .promptGeneration, let text = first.text {
            return .gave(Flow(items: input.flow(of: scope).items, isList: false, prompt: text, words: text))
        }
        return .gave(Flow(items: result.items, isList: step.output.isList || result.items.count > 1, prompt: first.text ?? input.prompt))
    }

    /// Every cell that cannot be run for want of an input says so.
    private func skip(_ group: ParallelGroup, because end: StepEnd) async throws -> StepEnd {
        guard case .nothing(let reason) = end else { return end }
        for branch in group.branches {
            let cell = Cell(group: group.id, caseID: scope.input.id, branch: branch.id, repeat: scope.repeat)
            let seed = session.plan.seed(of: cell.caseID, repeat: cell.repeat)
            let result = CellResult(cell: cell, outcome: .cancelled("no input: \(reason)"), seconds: 0, costUSD: 0, tries: 0, seed: seed)
            try session.store.keep(result, fingerprint: "", source: nil)
            session.observer(.cellFinished(result, isStored: false))
        }
        return .nothing(reason)
    }

    // MARK: Lists

    /// Runs the work for every item; all of them at once, since every call waits for its turn.
    private func each(_ items: [FlowItem], _ work: @escaping @Sendable @Conductor (Int, FlowItem) async throws -> StepEnd) async throws
        -> [StepEnd]
    {
        var ends = [StepEnd](repeating: .notRun, count: items.count)
        try await withThrowingTaskGroup(of: (Int, StepEnd).self) { tasks in
            for (index, item) in items.enumerated() {
                tasks.addTask { @Sendable @Conductor in (index, try await work(index, item)) }
            }
            for try await (index, end) in tasks { ends[index] = end }
        }
        return ends
    }

    private func list(_ ends: [StepEnd], prompt: String?) -> StepEnd {
        let hasOpen = ends.contains { if case .notRun = $0 { true } else { false } }
        guard !hasOpen else { return .notRun }
        let items = ends.flatMap { $0.flow?.items ?? [] }
        return items.isEmpty ? .nothing("no item of the list gave an output") : .gave(Flow(items: items, isList: true, prompt: prompt))
    }

    func batch(_ batch: BatchProcess) async throws -> StepEnd {
        if let lacking = input.lacking { return lacking }
        let flow = input.flow(of: scope)
        guard let last = batch.steps.last else { return .nothing("the batch has no steps") }
        let places = session.places(of: step.id, capacity: batch.maxWorkers)
        let ends = try await each(flow.items) { index, item in
            try await session.turnstile.enter(places, order: order + [index])
            defer { session.turnstile.leave(places) }
            var inner = scope.item(index, of: flow.items.count, item, prompt: input.prompt)
            inner.outside = input.steps
            try session.store.keep(inner.input, of: scope.input.id, position: index)
            return try await StepWalk(session: session, scope: inner).run(batch.steps)[last.id] ?? .notRun
        }
        return list(ends, prompt: input.prompt)
    }

    func split(_ split: InputSplit) async throws -> StepEnd {
        if let lacking = input.lacking { return lacking }
        var flow = split.list(from: input.flow(of: scope), prompt: input.prompt)
        guard !flow.items.isEmpty else { return .nothing("there is nothing to split") }
        guard !split.branches.isEmpty, !split.strategy.sharesItems else { return .gave(flow) }
        let items = flow.items.enumerated().map { index, item in
            DealtItem(index: index + 1, kind: item.kind.rawValue, text: item.text, path: item.path, tags: item.tags)
        }
        do {
            flow.dealt = try await Self.deal(items, to: split.branches, by: split.strategy)
        } catch let failure as CellFailure {
            let verdict = CaseVerdictRecord(repeat: scope.repeat, label: "not_dealt", reason: failure.message)
            try session.store.keep(verdict, group: step.id, caseID: scope.input.id, key: "")
            return .nothing(failure.message)
        }
        let counts = split.branches.map { "\($0) \(flow.dealt?[$0]?.count ?? 0)" }.joined(separator: ", ")
        let verdict = CaseVerdictRecord(repeat: scope.repeat, reason: "Dealt \(items.count) items: \(counts).")
        try session.store.keep(verdict, group: step.id, caseID: scope.input.id, key: "")
        return .gave(flow)
    }

    @concurrent
    private static func deal(_ items: [DealtItem], to branches: [String], by strategy: any SplitStrategy) async throws -> [String: [Int]] {
        try await strategy.deal(items, to: branches)
    }
}
