import Pipeline
import Statistics

/// `bakeoff rank` for a person: the sentence, the standings, every pair, and what votes and categories add.
package struct RankText: Sendable {
    /// Columns of the window.
    package var width: Int

    package init(width: Int = 80) { self.width = max(20, width) }

    package func text(_ studies: [RankStudy]) -> String {
        studies.map { study in
            let blocks = votes(study) + human(study) + scores(study) + [agreement(study), combined(study), settings(study)]
            return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
        }.joined(separator: "\n\n\n")
    }

    // MARK: Scores

    private func scores(_ study: RankStudy) -> [[String]] {
        guard let ranking = study.ranking else { return [] }
        let head = study.group.map { Escaping.terminal($0) + (study.by == "quality" ? ": " : ", by \(study.by): ") } ?? ""
        var blocks = [wrapped(head + Escaping.terminal(RankSentence.text(study) ?? ""), width: width)]
        blocks.append(
            TextTable([
                column("rank", .left, ranking.standings) { LeaderboardView.rank([$0.rankLow, $0.rankHigh]) },
                column("model", .left, ranking.standings) { Escaping.terminal($0.branch) },
                column("score", .right, ranking.standings) { Quantity.points($0.mean) },
                column("95% interval", .right, ranking.standings) { Quantity.range($0.interval) },
                column("wins", .right, ranking.standings) { Quantity.percent($0.winRate) },
                column("failed", .right, ranking.standings) {
                    "\($0.failures) of \($0.cases), up to \(Quantity.percent($0.failureInterval[1]))"
                },
            ]).lines(width: width))
        blocks.append(study.isBalanced ? balanced(study, ranking) : pairs(study.baseline.isEmpty ? ranking.pairs : study.baseline))
        blocks.append(categories(study, ranking))
        blocks.append(ranking.verdict.warnings.flatMap { wrapped("note: \(Escaping.terminal($0))", width: width) })
        return blocks
    }

    private func pairs(_ pairs: [PairComparison]) -> [String] {
        TextTable([
            column("pair", .left, pairs) { Escaping.terminal("\($0.a) over \($0.b)") },
            column("difference", .right, pairs) { $0.difference.map { Quantity.signed($0) } ?? "–" },
            column("95% interval", .right, pairs) { pair in
                pair.interval.map { "\(Quantity.signed($0[0])) to \(Quantity.signed($0[1]))" } ?? "–"
            },
            column("wins", .right, pairs) { "\($0.wins)–\($0.losses)" + ($0.ties > 0 ? ", \($0.ties) tied" : "") },
            column("p (Holm)", .right, pairs) { Self.p($0.pHolm) },
            column("verdict", .left, pairs) { pair in
                pair.label.rawValue.replacing("_", with: " ") + (pair.casesNeeded.map { ", about \($0) cases needed" } ?? "")
            },
        ]).lines(width: width)
    }

    /// Pairs with every category counted alike, Holm's correction over them.
    private func balanced(_ study: RankStudy, _ ranking: Ranking) -> [String] {
        let rows = zip(ranking.pairs, study.balanced).compactMap { pair, mean in mean.map { (pair: pair, mean: $0) } }
        let adjusted = Holm.adjusted(rows.map { $0.mean.pValue ?? 1 })
        return ["Every category counted alike"]
            + TextTable([
                column("pair", .left, rows) { Escaping.terminal("\($0.pair.a) over \($0.pair.b)") },
                column("difference", .right, rows) { Quantity.signed($0.mean.mean) },
                column("95% interval", .right, rows) {
                    "\(Quantity.signed($0.mean.interval[0])) to \(Quantity.signed($0.mean.interval[1]))"
                },
                column("p (Holm)", .right, Array(adjusted)) { Self.p($0) },
                column("categories", .right, rows) { String($0.mean.parts.count) },
            ]).lines(width: width)
    }

    /// Only what differs from the whole: reversals, and means that hang on how many cases each category happens to have.
    private func categories(_ study: RankStudy, _ ranking: Ranking) -> [String] {
        zip(ranking.pairs, study.balanced).flatMap { pair, balanced -> [String] in
            guard let balanced else { return [] }
            let names = Escaping.terminal("\(pair.a) over \(pair.b)")
            var lines = balanced.parts.filter(\.isReversal).map { part in
                "reversal: in '\(Escaping.terminal(part.name))' (\(Quantity.count(part.count, "case"))) \(names) is at "
                    + "\(Quantity.signed(part.mean)), against \(Quantity.signed(pair.difference ?? 0)) overall"
            }
            if balanced.isCompositionSensitive {
                lines.append(
                    "composition: \(names) is at \(Quantity.signed(pair.difference ?? 0)) overall and at \(Quantity.signed(balanced.mean)) "
                        + "with every category counted alike")
            }
            return lines.flatMap { wrapped($0, width: width) }
        }
    }

    // MARK: Votes

    private func votes(_ study: RankStudy) -> [[String]] {
        guard let votes = study.votes else { return [] }
        var blocks: [[String]] = []
        let head = study.group.map { "\($0): " } ?? ""
        for component in votes.components {
            blocks.append(wrapped(Escaping.terminal(head + RankSentence.text(component)), width: width))
            blocks.append(standings(component.standings))
            var notes = component.obstacle.map { ["\($0); the strengths shown are regularised"] } ?? []
            notes += component.decisiveCase.map { ["without the votes on case '\($0)' another model would be strongest"] } ?? []
            notes += component.cycles.map { "a circle of preferences: \(($0 + $0.prefix(1)).joined(separator: " over "))" }
            blocks.append(notes.flatMap { wrapped("note: \(Escaping.terminal($0))", width: width) })
        }
        blocks.append(notes(votes, study.voters))
        return blocks
    }

    private func standings(_ standings: [PreferenceStanding]) -> [String] {
        TextTable([
            column("rank", .left, standings) { LeaderboardView.rank([$0.rankLow, $0.rankHigh]) },
            column("model", .left, standings) { Escaping.terminal($0.branch) },
            column("strength", .right, standings) { Quantity.signed($0.strength, 2) },
            column("95% interval", .right, standings) { one in
                one.interval.map { "\(Self.limit($0[0])) to \(Self.limit($0[1]))" } ?? "–"
            },
            column("Elo-like", .right, standings) { Quantity.fixed($0.eloLike, 0) },
            column("against leader", .right, standings) { Quantity.percent($0.winAgainstLeader) },
            column("won–lost", .right, standings) { "\($0.wins)–\($0.losses)" + ($0.ties > 0 ? ", \($0.ties) tied" : "") },
        ]).lines(width: width)
    }

    private func notes(_ votes: PreferenceRanking, _ voters: VoterAgreement?) -> [String] {
        var lines: [String] = []
        if votes.components.count > 1 { lines.append("nobody compared across these \(votes.components.count) groups, so neither can we") }
        if !votes.unseen.isEmpty { lines.append("no votes on \(Quantity.list(votes.unseen, "and"))") }
        if let bias = votes.sideBias, bias.p <= 0.05 {
            lines.append("voters favour one side: \(Quantity.percent(bias.leftShare)) of decided votes went left (p \(Self.p(bias.p)))")
        }
        if let ceiling = voters?.ceiling {
            let limits = voters?.ceilingInterval.map { " (\(Quantity.percent($0[0])) to \(Quantity.percent($0[1])))" } ?? ""
            lines.append(
                "one voter agrees with the majority of the others in \(Quantity.percent(ceiling))\(limits): the ceiling for any metric")
        }
        lines += (voters?.voters ?? []).filter(\.isDoubtful).map {
            "voter '\($0.name)' agrees with the others in \(Quantity.percent($0.agreement)), hardly more than chance"
        }
        return lines.flatMap { wrapped("note: \(Escaping.terminal($0))", width: width) }
    }

    private func agreement(_ study: RankStudy) -> [String] {
        guard !study.agreements.isEmpty else { return [] }
        return ["How often each agrees with the voters, ties included"]
            + TextTable([
                column("metric", .left, study.agreements) { $0.name },
                column("agrees", .right, study.agreements) { Quantity.percent($0.accuracy.accuracy) },
                column("95% interval", .right, study.agreements) { one in
                    one.accuracy.interval.map { "\(Quantity.percent($0[0])) to \(Quantity.percent($0[1]))" } ?? "–"
                },
                column("pairs", .right, study.agreements) { String($0.accuracy.pairs) },
                column("", .left, study.agreements) { $0.isNoBetterThanChance ? "no better than chance: give it no weight" : "" },
            ]).lines(width: width)
    }

    private func combined(_ study: RankStudy) -> [String] {
        guard !study.combined.isEmpty else { return [] }
        func cell(_ estimate: PredictionPowered.Estimate) -> String {
            "\(Quantity.percent(estimate.mean)) ± \(Quantity.percent((estimate.interval[1] - estimate.interval[0]) / 2))"
        }
        return ["Preference by votes, by metrics, and by both (votes decide, metrics sharpen)"]
            + TextTable([
                column("pair", .left, study.combined) { Escaping.terminal("\($0.a) over \($0.b)") },
                column("votes", .right, study.combined) { cell($0.estimate.votes) },
                column("metrics", .right, study.combined) { cell($0.estimate.proxy) },
                column("both", .right, study.combined) { cell($0.estimate.combined) },
            ]).lines(width: width)
    }

    private func settings(_ study: RankStudy) -> [String] {
        var parts: [String] = []
        if let version = study.scoringVersion, !version.isEmpty { parts.append("scoring version \(version)") }
        if let votes = study.votes { parts.append("preferences below \(Quantity.percent(votes.settings.minWin)) do not matter") }
        if study.ranking != nil { parts.append("differences below \(Quantity.trimmed(study.settings.minEffect)) do not matter") }
        parts += ["\(study.settings.resamples) resamples", "seed \(study.settings.seed)"]
        return wrapped(parts.joined(separator: ", "), width: width)
    }

    // MARK: Cells

    func column<Row>(
        _ title: String, _ alignment: TextTable.Alignment, _ rows: [Row], _ text: (Row) -> String
    ) -> TextTable.Column {
        TextTable.Column(title: title, alignment: alignment, expendability: 0, cells: rows.map(text))
    }

    private static func limit(_ value: Double) -> String {
        value.isFinite ? Quantity.signed(value, 2) : value > 0 ? "∞" : Quantity.minus + "∞"
    }

    static func p(_ value: Double?) -> String {
        value.map { $0 < 0.001 ? "< 0.001" : Quantity.fixed($0, 3) } ?? "–"
    }
}
