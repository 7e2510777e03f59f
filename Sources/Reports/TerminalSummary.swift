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
        blocks.append((record.steps ?? []).flatMap { step in step.branch.map { lines(of: step, by: $0) } ?? [] })
        let notices = record.warnings.flatMap { wrapped("warning: \(Escaping.terminal($0))", width: width) }
        if !notices.isEmpty { blocks.append(notices) }
        if !record.gates.isEmpty { blocks.append(record.gates.map(gate)) }
        let failures = FailuresView(record)
        blocks.append(lines(of: failures))
        blocks.append(closing(record, failures, report, hints))
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

    // MARK: Steps and failures

    /// A step that compares nothing: `speak: 6 outputs of gb, 1 failed, $0.10`.
    private func lines(of step: StepRecord, by branch: BranchRecord) -> [String] {
        var parts = ["\(Quantity.count(step.successfulCount, "output")) of \(Escaping.terminal(branch.model))"]
        if step.failedCount > 0 { parts.append("\(step.failedCount) failed") }
        if step.cancelledCount > 0 { parts.append("\(step.cancelledCount) cancelled") }
        if step.totalCost != 0 { parts.append(step.totalCost == nil ? "cost unknown" : Quantity.money(step.totalCost)) }
        return wrapped("\(Escaping.terminal(step.id)): \(parts.joined(separator: ", "))", width: width)
    }

    private static let mostFailures = 8

    /// Each kind of failure once, the refused credentials first: they cost whole branches.
    private func lines(of failures: FailuresView) -> [String] {
        let failed = failures.groups.filter { !$0.isCancelled }
        let sorted = failed.filter(\.isRefused) + failed.filter { !$0.isRefused }
        var lines = sorted.prefix(Self.mostFailures).flatMap { group in
            wrapped(words(of: group), width: width - 8).enumerated().map { index, line in
                (index == 0 ? coloured(group.isRefused ? "refused" : "failed", .bad) + (group.isRefused ? " " : "  ") : "        ") + line
            }
        }
        if sorted.count > Self.mostFailures {
            lines.append(
                "        … and \(Quantity.count(sorted.count - Self.mostFailures, "more kind of failure", "more kinds of failure"))")
        }
        return lines
    }

    private func words(of group: FailuresView.Group) -> String {
        let name = group.comparison == group.tag.name ? group.tag.name.plain : "\(group.comparison.plain)/\(group.tag.name.plain)"
        let cases = "\(Quantity.count(group.count, "output")): \(group.cases.plain)"
        // Long messages are in the report in full.
        let message = group.message.isNull ? "" : " \(ShownText(group.message.plain, limit: 200).plain)"
        guard group.isRefused else { return Escaping.terminal("\(name) \(group.code.plain):\(message) (\(cases))") }
        return Escaping.terminal("\(name) did not accept the credential:\(message); nothing more of it was tried (\(cases))")
    }

    private func closing(_ record: RunRecord, _ failures: FailuresView, _ report: String?, _ hints: [String]) -> [String] {
        var lines: [String] = []
        if record.run.cachedOutputs > 0 {
            let them = record.run.cachedOutputs == 1 ? "it" : "them"
            lines += wrapped(
                "\(Quantity.count(record.run.cachedOutputs, "output")) from cache: nothing was spent on \(them).", width: width)
        }
        if failures.failedCount > 0 {
            let retry = failures.retry.isNull ? "" : " Retry: \(Escaping.terminal(failures.retry.plain))"
            lines.append("\(Quantity.count(failures.failedCount, "output")) failed (see the report).\(retry)")
        }
        if record.run.status == .partial {
            let reason = record.run.stoppedBecause.map { ": \($0)" } ?? ""
            lines += wrapped(Escaping.terminal("This run stopped early\(reason); it can be resumed."), width: width)
        }
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
