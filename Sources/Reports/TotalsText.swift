import Pipeline
import Statistics

/// `bakeoff totals` for a person: a table for each group, the best first, and whether the best is ahead of the second.
package struct TotalsText: Sendable {
    /// Columns of the window.
    package var width: Int

    package init(width: Int = 80) { self.width = max(20, width) }

    package func text(_ totals: RunTotals) -> String {
        guard !totals.groups.isEmpty else { return "Nothing is stored in this run." }
        return totals.groups.map { group in
            let head = "\(Escaping.terminal(group.group)): \(Quantity.count(group.cells, "cell")) of \(Quantity.count(group.cases, "case"))"
            let answer = sentence(group, totals.minEffect).map { wrapped(Escaping.terminal($0), width: width) } ?? []
            return ([head] + table(group) + answer).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    private func table(_ group: RunTotals.Group) -> [String] {
        func column(
            _ title: String, _ alignment: TextTable.Alignment = .right, expendability: Int = 0, _ cell: (RunTotals.Branch) -> String
        ) -> TextTable.Column {
            TextTable.Column(title: title, alignment: alignment, expendability: expendability, cells: group.branches.map(cell))
        }
        return TextTable([
            column("model", .left) { Escaping.terminal($0.branch) },
            column("score") { Quantity.points($0.mean) },
            column("95% interval") { Quantity.range($0.interval) },
            column("middle half", expendability: 2) { Quantity.range($0.quartiles.map { [$0[0], $0[2]] }) },
            column("outputs") { String($0.outputs) },
            column("failed") { String($0.failed) },
            column("cancelled", expendability: 3) { String($0.cancelled) },
            column("time", expendability: 1) { Quantity.duration($0.seconds) },
            column("cost", expendability: 1) { ($0.costUnknown > 0 ? "≥ " : "") + Quantity.money($0.costUsd) },
        ]).lines(width: width)
    }

    /// nil where there are no two branches to compare.
    private func sentence(_ group: RunTotals.Group, _ minEffect: Double) -> String? {
        guard let lead = group.lead else { return nil }
        let limits = lead.interval.map { ", 95% interval \(Quantity.signed($0[0], 2)) to \(Quantity.signed($0[1], 2))" } ?? ""
        let facts = """
            by \(Quantity.signed(lead.difference, 2)) points on \(Quantity.count(lead.cases, "case"))\(limits); \
            \(lead.wins) won, \(lead.losses) lost, \(lead.ties) tied
            """
        return switch lead.label {
        case .better: "\(lead.a) is ahead of \(lead.b) \(facts)."
        case .betterButSmall: "\(lead.a) is ahead of \(lead.b) \(facts): less than the \(Quantity.trimmed(minEffect)) points that matter."
        case .equivalent: "\(lead.a) and \(lead.b) are as good as each other: \(lead.a) leads \(facts)."
        case .tooClose: "It is too close to call: \(lead.a) leads \(lead.b) \(facts)."
        case .notEnoughData:
            """
            Totals answer from \(Tally.fewestCases) cases on, where no race stopped a branch and not all are equal; bakeoff rank \
            answers for fewer. \(lead.a) leads \(lead.b) \(facts).
            """
        }
    }
}
