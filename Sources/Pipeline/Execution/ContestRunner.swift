import Foundation
import Media
import Scoring

/// Runs the branches of one group for one case and repeat, scores what came, and merges it.
@Conductor
struct ContestRunner {
    let session: Session
    let group: ParallelGroup
    /// The case that the verdict is about.
    let caseID: String
    let `repeat`: Int
    let order: [Int]
    /// Outputs of earlier steps, for templates.
    let steps: [String: Flow]
    /// Signals from outside: a race or a failed group around this one.
    let stops: [StopSignal]

    /// What one branch is given: its cases as the model sees them, and what flows in.
    struct Entry: Sendable {
        let input: Case
        let items: [FlowItem]
        /// Its place in the list that was dealt: a story told by turns keeps its order.
        var position = 0
    }

    /// - Parameter entries: by branch; a branch that a split gave nothing has none.
    /// - Returns: the verdict with what the group hands on; nil when a cell was held back, so that nothing can be decided yet.
    func run(_ entries: [String: [Entry]]) async throws -> (verdict: CaseVerdictRecord, items: [FlowItem])? {
        let state = session.state(of: group)
        let race = StopSignal()
        var answers: [Answer] = []
        var isHeldBack = false
        guard !session.races.hasEnded(group.id) else { return nil }
        try await withThrowingTaskGroup(of: (Branch, Answer?).self) { tasks in
            for (place, branch) in group.branches.enumerated() where !session.races.hasLeft(branch.id, of: group.id) {
                for entry in entries[branch.id] ?? [] {
                    tasks.addTask { @Sendable @Conductor in
                        (branch, try await answer(branch, entry, place: [entry.position, place], stops: stops + [state.failFast, race]))
                    }
                }
            }
            for try await (branch, answer) in tasks {
                guard let answer else {
                    // A branch that is left out is missed by nobody; any other may still change the verdict.
                    isHeldBack = isHeldBack || branch.isSelected
                    continue
                }
                answers.append(answer)
                if group.merge.isRace, answer.result.artifact != nil { race.fire(RaceNote.lost) }
            }
        }
        guard !answers.isEmpty, !isHeldBack else { return nil }
        let prompts = Set(entries.values.flatMap { $0 }.map(\.input.prompt))
        return try await merged(answers, prompt: prompts.count == 1 ? prompts.first ?? nil : nil)
    }

    /// What a cell gave and how it was judged.
    private struct Answer: Sendable {
        let place: [Int]
        let result: CellResult
        let card: Scorecard?
    }

    private func answer(_ branch: Branch, _ entry: Entry, place: [Int], stops: [StopSignal]) async throws -> Answer? {
        guard let end = try await end(of: branch, entry, place: place, stops: stops) else { return nil }
        return try await judged(end, entry, place: place)
    }

    private func end(of branch: Branch, _ entry: Entry, place: [Int], stops: [StopSignal]) async throws -> CellEnd? {
        let cell = Cell(group: group.id, caseID: entry.input.id, branch: branch.id, repeat: self.repeat)
        if let nested = branch.nested {
            return try await answer(of: nested, as: cell, entry, branch: branch, place: place, stops: stops).map { CellEnd(result: $0) }
        }
        guard let provider = branch.provider else { return nil }
        return try await CellRunner(
            session: session, group: group, branch: branch, provider: provider, input: entry.input, inputs: entry.items, steps: steps,
            cell: cell, order: order + place, stops: stops
        ).run()
    }

    private func judged(_ end: CellEnd, _ entry: Entry, place: [Int]) async throws -> Answer {
        let result = end.result
        if result.failure != nil, group.failFast { session.state(of: group).failFast.fire(StopReason.failFast) }
        let card = try await Judging(session: session, scorer: group.scorer).card(of: result, input: entry.input, made: end.judgement)
        session.races.note(result.failure == nil ? card?.quality : 0, of: result.cell)
        return Answer(place: place, result: result, card: card)
    }

    /// A group inside this one stands in the contest with the artifact it ends in.
    private func answer(
        of nested: ParallelGroup, as cell: Cell, _ entry: Entry, branch: Branch, place: [Int], stops: [StopSignal]
    ) async throws -> CellResult? {
        let places = session.places(of: group.id, capacity: group.maxWorkers)
        try await session.turnstile.enter(places, order: order + place)
        defer { session.turnstile.leave(places) }
        let inner = ContestRunner(
            session: session, group: nested, caseID: cell.caseID, repeat: self.repeat, order: order + place, steps: steps, stops: stops)
        let entries = Dictionary(uniqueKeysWithValues: nested.branches.map { ($0.id, [entry]) })
        guard let (verdict, items) = try await inner.run(entries) else { return nil }
        let results = try nested.branches.compactMap { inner in
            try session.store.stored(Cell(group: nested.id, caseID: cell.caseID, branch: inner.id, repeat: self.repeat))?.result
        }
        let outcome: Outcome =
            if let artifact = items.first?.artifact {
                .produced(artifact)
            } else if let reason = stops.reason {
                .cancelled("stopped: \(reason)")
            } else {
                .failed(CellFailure("no_output", "group '\(nested.id)' gave no output: \(verdict.reason)"))
            }
        let sum = ParallelResult(groupID: nested.id, results: results)
        let result = CellResult(
            cell: cell, outcome: outcome, seconds: sum.totalTime, costUSD: sum.totalCost, tries: 1,
            seed: session.plan.seed(of: cell.caseID, repeat: self.repeat))
        try session.store.keep(result, fingerprint: "group \(nested.id)", source: nil)
        session.observer(.cellFinished(result, isStored: false))
        return result
    }

    /// - Parameter prompt: what all branches were asked; nil where a split asked each for something else.
    private func merged(_ answers: [Answer], prompt: String?) async throws -> (verdict: CaseVerdictRecord, items: [FlowItem]) {
        let inOrder = answers.sorted { $0.place.lexicographicallyPrecedes($1.place) }
        let results = inOrder.map(\.result)
        let cards = Dictionary(inOrder.compactMap { answer in answer.card.map { (answer.result.cell.branch, $0) } }) { first, _ in first }
        let present = Set(results.map(\.cell.branch))
        var contest = Contest(
            result: ParallelResult(groupID: group.id, results: results), scorecards: cards,
            branches: group.branches.map(\.id).filter(present.contains),
            finishOrder: answers.filter { $0.result.artifact != nil }.map(\.result.cell.branch), caseID: caseID, repeat: self.repeat,
            folder: session.store.folder, profile: group.scorer?.profile)
        contest.prompt = prompt
        contest.robustness = session.state(of: group).robustness
        return try await Merge(session: session, strategy: group.merge, kind: group.kind).run(contest)
    }
}
