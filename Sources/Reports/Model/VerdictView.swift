import Pipeline

/// The verdict card of a comparison.
struct VerdictView {
    /// A branch named in the verdict and the word before it.
    struct Named {
        /// Empty, `, ` or ` or `.
        let joint: String
        let tag: BranchTag
    }

    /// What people say, before what the metrics say; empty where nobody voted.
    let votes: [VotesView]
    let heading: ShownText
    let sentence: ShownText
    /// Class of the card: `win`, `tie` or `open`.
    let tone: String
    /// A sign beside the heading, so that colour is not alone.
    let mark: String
    let winners: [Named]
    /// True when a branch follows the comparison's name.
    let isNamed: Bool
    let hasChart: Bool
    /// SVG.
    let chart: String
    let bandNote: ShownText
    let restsOn: ShownText
    let notes: [ShownText]
    let hasNotes: Bool

    init(_ comparison: Comparison, _ directory: BranchTag.Directory) {
        let verdict = comparison.verdict
        votes = comparison.votes.map { [VotesView($0, directory)] } ?? []
        heading = ShownText(verdict.heading)
        sentence = ShownText(verdict.text)
        (tone, mark) = Self.look(verdict.label)
        // Naming a leader where nothing can be decided would read as a winner.
        let named = verdict.label == "not_enough_data" ? [] : verdict.winners
        winners = named.enumerated().map { index, id in
            Named(
                joint: index == 0 ? "" : index == named.count - 1 ? (verdict.label == "equivalent" ? " and " : " or ") : ", ",
                tag: directory[id])
        }
        isNamed = !winners.isEmpty
        chart = Self.drawing(verdict, directory)
        hasChart = !chart.isEmpty
        bandNote = ShownText(
            chart.isEmpty ? "" : "Grey band: differences under \(Quantity.trimmed(verdict.minEffect)) points do not matter (min_effect).")
        restsOn = ShownText(comparison.restsOn)
        notes = Notes(comparison).lines.map { ShownText($0, limit: 500) }
        hasNotes = !notes.isEmpty
    }

    private static func look(_ label: String) -> (String, String) {
        switch label {
        case "better", "better_but_small": ("win", "✓")
        case "equivalent": ("tie", "=")
        case "too_close": ("tie", "≈")
        default: ("open", "…")
        }
    }

    private static func drawing(_ verdict: OverallRecord, _ directory: BranchTag.Directory) -> String {
        guard let leader = verdict.winners.first, let rival = verdict.over, let diff = verdict.diff, diff.isFinite else { return "" }
        var words = "Difference \(leader) minus \(rival): \(Quantity.signed(diff))"
        if let interval = verdict.ci95, interval.count == 2 {
            words += ", 95 percent interval \(Quantity.signed(interval[0])) to \(Quantity.signed(interval[1]))"
        }
        words += "; differences under \(Quantity.trimmed(verdict.minEffect)) points do not matter"
        return IntervalChart(difference: diff, interval: verdict.ci95, minEffect: verdict.minEffect, tag: directory[leader], label: words)
            .svg
    }
}
