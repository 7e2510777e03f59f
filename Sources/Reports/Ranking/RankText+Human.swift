import Pipeline
import Statistics

extension RankText {
    /// What listeners said by ratings or ABX, and for every method how carefully they answered.
    func human(_ study: RankStudy) -> [[String]] {
        guard let record = study.human else { return [] }
        var blocks: [[String]] = []
        if study.votes == nil {
            let head = study.group.map { Escaping.terminal($0) + ": " } ?? ""
            blocks.append(wrapped(head + Escaping.terminal(record.text), width: width))
            if !record.standings.isEmpty { blocks.append(standings(record)) }
            if record.method == "abx" { blocks.append(pairs(record)) }
            blocks.append(agreement(record))
        }
        var lines = [VotesWords.extent(record), VotesWords.carefulness(record, withCeiling: study.votes == nil)].filter { !$0.isEmpty }
        // Votes on pairs have their other notes in the ranking above.
        if study.votes == nil {
            lines += record.warnings.map { "note: \($0)" }
        } else if record.bothBad > 0 {
            lines += record.warnings.prefix(1)
        }
        blocks.append(lines.flatMap { wrapped(Escaping.terminal($0), width: width) })
        return blocks
    }

    private func standings(_ record: VotesRecord) -> [String] {
        TextTable([
            column("rank", .left, record.standings) { LeaderboardView.rank($0.rank) },
            column("model", .left, record.standings) { Escaping.terminal($0.branch) },
            column(VotesWords.valueTitle(record.method), .right, record.standings) { VotesWords.value($0.value, record.method) },
            column("95% interval", .right, record.standings) { VotesWords.limits($0.ci95, record.method) },
            column("answers", .right, record.standings) { String($0.answers) },
        ]).lines(width: width)
    }

    private func pairs(_ record: VotesRecord) -> [String] {
        TextTable([
            column("pair", .left, record.pairs) { Escaping.terminal("\($0.a) and \($0.b)") },
            column("right", .right, record.pairs) { Quantity.percent($0.value) },
            column("95% interval", .right, record.pairs) { VotesWords.limits($0.ci95, record.method) },
            column("trials", .right, record.pairs) { String($0.answers) },
            column("p (Holm)", .right, record.pairs) { Self.p($0.pHolm) },
            column("verdict", .left, record.pairs) { $0.label.replacing("_", with: " ") },
        ]).lines(width: width)
    }

    private func agreement(_ record: VotesRecord) -> [String] {
        guard !record.agreement.isEmpty else { return [] }
        return ["How often each agrees with the listeners, ties included"]
            + TextTable([
                column("metric", .left, record.agreement) { $0.metric },
                column("agrees", .right, record.agreement) { Quantity.percent($0.accuracy) },
                column("95% interval", .right, record.agreement) { VotesWords.shares($0.ci95) },
                column("pairs", .right, record.agreement) { String($0.pairs) },
                column("", .left, record.agreement) { $0.noBetterThanChance ? "no better than chance: give it no weight" : "" },
            ]).lines(width: width)
    }
}
