import Statistics

/// The races of one sitting: what each branch scored so far, and who has left.
///
/// Looks are taken on the first cases of the file after all of them are done, so what is run does not depend on what finishes first,
/// and a run that is gone on with takes the same decisions again.
@Conductor
final class Races {
    private struct State {
        let group: ParallelGroup
        var race: Race
        var scores: [String: [String: [Double]]] = [:]
    }

    private var states: [String: State] = [:]
    /// Cases of this sitting, in file order.
    private let cases: [String]

    init(_ plan: Plan) {
        cases = plan.cases.map(\.id).filter { plan.selection.cases?.contains($0) ?? true }
        for group in plan.steps.compactMap(\.racedGroup) {
            guard let settings = group.race else { continue }
            states[group.id] = State(group: group, race: Race(branches: group.branches.count, settings: settings))
        }
    }

    /// Whether some race takes a look once so many cases are done, so that nothing more may begin before it.
    func looks(after cases: Int) -> Bool {
        states.values.contains { $0.race.end == nil && $0.race.settings.looks(after: cases) }
    }

    func look(after count: Int) {
        for (id, state) in states where state.race.end == nil && state.race.settings.looks(after: count) {
            let rows = state.group.branches.map { branch in
                cases.prefix(count).map { ContestScores.mean(state.scores[branch.id]?[$0] ?? []) }
            }
            states[id]?.race.look(rows)
        }
    }

    /// Whether nothing of the group is to be run any more.
    func hasEnded(_ group: String) -> Bool { states[group]?.race.end != nil }

    /// Whether the branch has left the field.
    func hasLeft(_ branch: String, of group: String) -> Bool {
        guard let state = states[group], let place = state.group.branches.firstIndex(where: { $0.id == branch }) else { return false }
        return !state.race.active.contains(place)
    }

    func note(_ score: Double?, of cell: Cell) {
        guard let score, states[cell.group] != nil else { return }
        states[cell.group]?.scores[cell.branch, default: [:]][cell.caseID, default: []].append(score)
    }
}

/// What a cell counts as in a ranking.
enum ContestScores {
    /// Mean over the repeats; nil where nothing counts.
    static func mean(_ scores: [Double]) -> Double? { scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count) }
}

extension PlannedStep {
    /// The group that is raced in this step.
    var racedGroup: ParallelGroup? {
        guard case .group(let group) = work, group.race != nil else { return nil }
        return group
    }
}
