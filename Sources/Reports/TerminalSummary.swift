import Media
import Pipeline

/// The end of a run in plain text: for each comparison the verdict sentence, what to know beside it, and the leaderboard.
package struct TerminalSummary: Sendable {
    /// Columns of the window.
    package var width: Int
    package var isColoured: Bool

    package init(width: Int = 80, isColoured: Bool = false) {
        self.width = max(20, width)
        self.isColoured = isColoured
    }

    /// - Parameters:
    ///   - report: path of the report to name at the end.
    ///   - hints: commands to offer after it, `bakeoff view   open it`.
    package func text(_ record: RunRecord, report: String? = nil, hints: [String] = []) -> String {
        var blocks = record.comparisons.map { block($0, margin: margin(record)) }
        let notices = record.warnings.flatMap { wrapped("warning: \(Escaping.terminal($0))", width: width) }
        if !notices.isEmpty { blocks.append(notices) }
        if !record.gates.isEmpty { blocks.append(record.gates.map(gate)) }
        blocks.append(closing(record, report, hints))
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    /// The column at which sentences start, so that comparisons line up.
    private func margin(_ record: RunRecord) -> Int {
        min((record.comparisons.map { displayWidth(Escaping.terminal($0.groupId)) }.max() ?? 0) + 2, width / 3)
    }

    private func block(_ comparison: Comparison, margin: Int) -> [String] {
        let name = Escaping.terminal(comparison.groupId)
        let indent = String(repeating: " ", count: margin)
        var sentences = wrapped(Escaping.terminal(comparison.verdict.text), width: width - margin)
        let head = coloured(sentences.isEmpty ? "" : sentences.removeFirst(), tone(comparison.verdict.label))
        var lines: [String] = []
        if displayWidth(name) + 2 <= margin {
            lines.append(name + String(repeating: " ", count: margin - displayWidth(name)) + head)
        } else {
            lines += [name, indent + head]
        }
        lines += sentences.map { indent + coloured($0, tone(comparison.verdict.label)) }
        let notes = [comparison.restsOn] + Notes(comparison).lines
        lines += notes.filter { !$0.isEmpty }.flatMap { wrapped(Escaping.terminal($0), width: width - margin) }.map { indent + $0 }
        let table = leaderboard(comparison)
        return table.isEmpty ? lines : lines + [""] + table
    }

    private func leaderboard(_ comparison: Comparison) -> [String] {
        let standings = comparison.ranking
        guard standings.count > 1 else { return [] }
        let isScored = standings.contains { $0.mean != nil }
        func column(
            _ title: String, _ alignment: TextTable.Alignment, _ expendability: Int, _ text: (StandingRecord) -> String
        ) -> TextTable.Column {
            TextTable.Column(title: title, alignment: alignment, expendability: expendability, cells: standings.map(text))
        }
        var columns = [
            column("rank", .left, 0) { LeaderboardView.rank($0.rank) },
            column("model", .left, 0) { shortened(Escaping.terminal($0.branch)) },
        ]
        if isScored {
            columns += [
                column("score", .right, 0) { Quantity.points($0.mean) }, column("95% interval", .right, 3) { Quantity.range($0.ci95) },
                column("wins", .right, 2) { Quantity.percent($0.winRate) },
            ]
        }
        columns += [
            column(comparison.kind == .image ? "cost/img" : "cost", .right, 4) { Quantity.money($0.costPerOutput) },
            column("p50", .right, 6) { Quantity.duration($0.secondsMedian) }, column("p95", .right, 5) { Quantity.duration($0.secondsP95) },
            column("failed", .right, 1) { String($0.failures) },
        ]
        return TextTable(columns).lines(width: width - 2).map { "  " + $0 }
    }

    /// A name that would push all numbers out of the window loses its middle.
    private func shortened(_ name: String) -> String {
        let most = max(12, width / 3)
        return name.count <= most ? name : name.prefix(most - 5) + "…" + name.suffix(4)
    }

    private func gate(_ gate: ReleaseGateResult) -> String {
        let word = gate.result.rawValue.uppercased()
        let tone: Tone = gate.result == .pass ? .good : gate.result == .fail ? .bad : .open
        let isNamed = gate.groupId.map { gate.rule.hasPrefix("\($0):") } ?? true
        let group = isNamed ? "" : Escaping.terminal(gate.groupId ?? "") + ": "
        let detail = gate.detail.isEmpty ? "" : " (\(Escaping.terminal(gate.detail)))"
        return "\(coloured(word, tone))  \(group)\(Escaping.terminal(gate.rule))\(detail)"
    }

    private func closing(_ record: RunRecord, _ report: String?, _ hints: [String]) -> [String] {
        var lines: [String] = []
        let failed = record.comparisons.reduce(0) { $0 + $1.failedCount }
        if failed > 0 {
            let retry = FailuresView(record).retry
            lines.append(
                "\(Quantity.count(failed, "output")) failed (see the report)."
                    + (retry.isNull ? "" : " Retry: \(Escaping.terminal(retry.plain))"))
        }
        if record.run.status == .partial { lines.append("This run stopped early; it can be resumed.") }
        if let report { lines.append("Report: \(Escaping.terminal(report))") }
        return lines + hints
    }

    private enum Tone: String {
        case good = "32"
        case open = "33"
        case bad = "31"
    }

    private func tone(_ label: String) -> Tone { label == "better" || label == "better_but_small" ? .good : .open }

    private func coloured(_ text: String, _ tone: Tone) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[1;\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }
}
