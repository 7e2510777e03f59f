import Scoring
import Statistics

/// Follows a group's race again from its stored scores, and adds up what was not run.
struct RaceAssembly {
    let plan: Plan
    let group: ParallelGroup
    /// In file order.
    let cases: [CaseRecord]

    /// nil for a group that is not raced.
    func record() -> RaceRecord? {
        guard let settings = group.race else { return nil }
        let planned = plan.cases.map(\.id).filter { plan.selection.cases?.contains($0) ?? true }
        let byID = Dictionary(cases.map { ($0.id, $0) }) { first, _ in first }
        var race = Race(branches: group.branches.count, settings: settings)
        let rows = group.branches.map { branch in
            planned.map { id in byID[id].flatMap { Self.score($0, of: branch.id) } }
        }
        for count in 1...max(1, planned.count) where settings.looks(after: count) && count < planned.count && race.end == nil {
            // A case that some branch still in the field has not run ends what can be followed.
            guard race.active.allSatisfy({ branch in rows[branch][count - 1] != nil || hasResult(branch, planned[count - 1], byID) }) else {
                break
            }
            race.look(rows.map { Array($0.prefix(count)) })
        }
        let saved = savings(planned: planned.count, in: byID.values.flatMap(\.results), reached: race)
        return RaceRecord(
            minCases: settings.minCases, every: settings.every, cases: planned.count,
            drops: race.drops.map {
                RaceRecord.Drop(
                    branch: group.branches[$0.branch].id, rival: group.branches[$0.rival].id, cases: $0.cases,
                    logE: $0.logE.rounded(digits: 4))
            }, end: race.end.map { $0 == .decided ? "decided" : "equivalent" }, endedAfter: race.endedAfter,
            outputs: saved.made, outputsSaved: saved.outputs, savedUsd: saved.usd, savedSeconds: saved.seconds)
    }

    /// As it was seen while the race went on: each output's own quality, a failure as 0.
    private static func score(_ record: CaseRecord, of branch: String) -> Double? {
        let own = record.results.filter { $0.branch == branch && $0.status != .cancelled }
        return ContestScores.mean(own.compactMap { $0.status == .failed ? 0 : $0.scorecard?.quality })
    }

    private func hasResult(_ branch: Int, _ caseID: String, _ byID: [String: CaseRecord]) -> Bool {
        byID[caseID]?.results.contains { $0.branch == group.branches[branch].id } ?? false
    }

    /// Outputs of branches that left, and of all after the end, at the mean of what the branch's own outputs cost and took.
    private func savings(
        planned: Int, in results: [ResultRecord], reached race: Race
    ) -> (made: Int, outputs: Int, usd: Double?, seconds: Double) {
        var (outputs, seconds) = (0, 0.0)
        var usd: Double? = 0
        for (place, branch) in group.branches.enumerated() {
            guard branch.isSelected, !race.active.contains(place) || race.end != nil else { continue }
            let own = results.filter { $0.branch == branch.id && $0.status != .cancelled }
            let missing = max(0, planned * plan.repeats - own.count)
            outputs += missing
            guard missing > 0, !own.isEmpty else { continue }
            seconds += Double(missing) * own.reduce(0) { $0 + $1.latency } / Double(own.count)
            let cost = CaseAssembly.sum(own.map(\.costUsd)).map { Double(missing) * $0 / Double(own.count) }
            usd = usd.flatMap { sum in cost.map { sum + $0 } }
        }
        return (results.count { $0.status != .cancelled }, outputs, usd, seconds)
    }
}
