import Foundation

/// Every case and repeat, in file order; so many at a time that all workers have work and memory stays flat.
@Conductor
struct Rounds {
    let session: Session
    let jobs: Int

    private var plan: Plan { session.plan }

    /// - Throws: what breaks the run as a whole, after what was under way has been stored; `CancellationError`.
    func run() async throws {
        announce()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            var open = 0
            var begun = 0
            for (index, input) in plan.cases.enumerated() where plan.selection.cases?.contains(input.id) ?? true {
                if session.races.looks(after: begun) {
                    try await tasks.waitForAll()
                    open = 0
                    session.races.look(after: begun)
                }
                if plan.steps.allSatisfy({ $0.racedGroup.map { session.races.hasEnded($0.id) } ?? !$0.calls }) { break }
                begun += 1
                for number in 0..<plan.repeats {
                    if open >= window {
                        try await tasks.next()
                        open -= 1
                    }
                    try Task.checkCancellation()
                    open += 1
                    tasks.addTask { @Sendable @Conductor in
                        let scope = Scope(input: input, repeat: number, order: [index, number])
                        _ = try await StepWalk(session: session, scope: scope).run(plan.steps)
                    }
                }
            }
            try await tasks.waitForAll()
        }
        try Task.checkCancellation()
        for id in announced.map(\.id) { session.observer(.groupFinished(group: id)) }
    }

    /// Twice what can be called at once, and some more that are being scored and merged.
    private var window: Int {
        // Under a cost limit as few as possible are open: what is given out is spent.
        if let cells = session.backend.openCells, plan.selection.maxCost == nil {
            let inCase = announced.reduce(0) { $0 + $1.branches.count }
            return max(1, cells / max(1, inCase))
        }
        let workers = announced.reduce(0) { $0 + $1.maxWorkers }
        return 2 * min(workers, jobs) + 2 * ProcessInfo.processInfo.activeProcessorCount
    }

    /// All groups and generating steps.
    private var announced: [ParallelGroup] { plan.callingGroups }

    private func announce() {
        let cases = plan.selection.cases?.count ?? plan.cases.count
        for step in plan.steps {
            for group in step.callingGroups {
                let isPlain = !step.mapsLists(in: plan)
                session.observer(
                    .groupStarted(
                        group: group.id, branches: group.branches.map(\.id),
                        cells: isPlain ? cases * plan.repeats * group.branches.count(where: \.isSelected) : nil))
            }
        }
    }
}

extension PlannedStep {
    /// Whether models are called in it.
    var calls: Bool { !callingGroups.isEmpty }

    /// Every group that calls models: competing branches, nested groups, single steps.
    package var callingGroups: [ParallelGroup] {
        switch work {
        case .group(let group), .generate(let group): group.withNested
        case .batch(let batch): batch.steps.flatMap(\.callingGroups)
        case .merge, .split: []
        }
    }

    /// True when a list may flow into it, so that how many cells it has is known only on the way.
    package func mapsLists(in plan: Plan) -> Bool {
        if case .batch = work { return true }
        return plan.steps.contains { inputs.contains($0.id) && $0.output.isList }
    }
}

extension Session {
    /// Why the run stopped before its end, for a person; nil when it did not.
    var heldBackReason: String? {
        guard isHeldBack, let limit = plan.selection.maxCost else { return nil }
        return "the next output would pass --max-cost \(String(format: "%.2f", limit))"
    }
}
