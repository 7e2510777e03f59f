import Media
import Scoring

extension StepRunner {
    /// Brings together what the steps before gave; a step that gave nothing is left out, and the verdict counts it.
    func merge(_ merge: ResultMerge) async throws -> StepEnd {
        let isOpen = input.flows.contains { $0.flow == nil } && { if case .notRun? = input.lacking { true } else { false } }()
        guard !isOpen else { return .notRun }
        let entrants = entrants
        var results: [CellResult] = []
        var cards: [String: Scorecard] = [:]
        for entrant in entrants {
            let cell = Cell(group: step.id, caseID: scope.input.id, branch: entrant.name, repeat: scope.repeat)
            let outcome: Outcome =
                entrant.artifact.map { .produced($0) } ?? .failed(CellFailure("no_input", "step '\(entrant.name)' gave nothing"))
            let result = CellResult(cell: cell, outcome: outcome, seconds: 0, costUSD: 0, tries: 0, seed: 0)
            try session.store.keepUnlessEqual(result, fingerprint: "merge")
            results.append(result)
            cards[entrant.name] = try await Judging(session: session, scorer: merge.scorer).card(of: result, input: scope.input)
        }
        var contest = Contest(
            result: ParallelResult(groupID: step.id, results: results), scorecards: cards, branches: entrants.map(\.name),
            finishOrder: results.filter { $0.artifact != nil }.map(\.cell.branch), caseID: scope.input.id, repeat: scope.repeat,
            folder: session.store.folder, profile: merge.scorer?.profile)
        contest.prompt = scope.input.prompt
        let (verdict, items) = try await Merge(session: session, strategy: merge.merge, kind: merge.kind).run(contest)
        guard !items.isEmpty else { return .nothing(verdict.reason) }
        return .gave(Flow(items: items, isList: step.output.isList, prompt: items.first?.text ?? input.prompt))
    }

    private struct Entrant {
        let name: String
        let artifact: Artifact?
    }

    /// A step that ends in one artifact stands under its own name, the items of a list under theirs.
    private var entrants: [Entrant] {
        var made: [Entrant] = []
        for (id, flow) in input.flows {
            guard let flow else {
                made.append(Entrant(name: id, artifact: nil))
                continue
            }
            let isAlone = input.flows.count == 1
            for item in flow.items {
                let name = flow.isList ? (isAlone ? item.name : "\(id)-\(item.name)") : id
                made.append(Entrant(name: name, artifact: item.artifact))
            }
        }
        let names = Identifier.unique(made.map(\.name))
        return zip(made, names).map { Entrant(name: $1, artifact: $0.artifact) }
    }
}
