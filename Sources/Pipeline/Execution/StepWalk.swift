import Media

/// Walks the graph of steps for one case and repeat: each step begins when the steps before it have ended.
@Conductor
struct StepWalk {
    let session: Session
    let scope: Scope

    /// - Returns: how each step ended, by id.
    func run(_ steps: [PlannedStep]) async throws -> [String: StepEnd] {
        var ends: [String: StepEnd] = [:]
        var waiting = Array(steps.enumerated())
        try await withThrowingTaskGroup(of: (String, StepEnd).self) { tasks in
            func beginWhatCan() {
                let ready = waiting.filter { $0.element.after.allSatisfy { ends[$0] != nil } }
                waiting.removeAll { step in ready.contains { $0.offset == step.offset } }
                for (place, step) in ready {
                    let known = ends
                    tasks.addTask { @Sendable @Conductor in (step.id, try await run(step, place: place, after: known)) }
                }
            }
            beginWhatCan()
            while let (id, end) = try await tasks.next() {
                ends[id] = end
                beginWhatCan()
            }
        }
        return ends
    }

    private func run(_ step: PlannedStep, place: Int, after ends: [String: StepEnd]) async throws -> StepEnd {
        let input = StepInput(step: step, scope: scope, ends: ends)
        let runner = StepRunner(session: session, scope: scope, step: step, input: input, order: scope.order + [place])
        switch step.work {
        case .merge(let merge): return try await runner.merge(merge)
        case .split(let split): return try await runner.split(split)
        case .batch(let batch): return try await runner.batch(batch)
        case .generate(let group), .group(let group): return try await runner.group(group)
        }
    }
}

/// What flows into a step.
struct StepInput: Sendable {
    /// Of the steps it takes its input from, in order; nil where one gave nothing.
    let flows: [(id: String, flow: Flow?)]
    /// The prompt that travels along.
    let prompt: String?
    /// Outputs of all steps that have ended, for templates.
    let steps: [String: Flow]
    /// Why there is no input; nil when there is one.
    let lacking: StepEnd?

    init(step: PlannedStep, scope: Scope, ends: [String: StepEnd]) {
        flows = step.inputs.map { ($0, ends[$0]?.flow) }
        steps = ends.compactMapValues(\.flow).merging(scope.outside) { inner, _ in inner }
        prompt = (step.inputs + step.after).lazy.compactMap { ends[$0]?.flow?.prompt }.first ?? scope.item?.prompt ?? scope.input.prompt
        var lacking: StepEnd?
        for id in step.inputs where lacking == nil {
            switch ends[id] {
            case .gave, nil: break
            case .nothing: lacking = .nothing("step '\(id)' gave nothing")
            case .notRun: lacking = .notRun
            }
        }
        self.lacking = lacking
    }

    /// What the step works on: the first step's output, the item of a batch, or the case itself.
    func flow(of scope: Scope) -> Flow {
        if let first = flows.first?.flow { return first }
        return scope.item ?? Flow(items: [], isList: false, prompt: prompt)
    }
}
