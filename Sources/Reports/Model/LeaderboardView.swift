import Pipeline
import Scoring

/// The standing of all branches, best mean first.
struct LeaderboardView {
    struct Row {
        let tag: BranchTag
        let model: ShownText
        let rank: String
        let score: ShownText
        let isBest: Bool
        /// SVG.
        let chart: String
        let interval: String
        let wins: String
        let cost: String
        let isCheapest: Bool
        let median: String
        let p95: String
        let isFastest: Bool
        let failed: String
        let hasFailed: Bool
        /// `3 of 48, 95% interval 2.1% to 16%`.
        let failedNote: String
    }

    let rows: [Row]
    let caption: ShownText
    /// Ends of the axis of the intervals.
    let range: String
    let hasScores: Bool

    init(_ comparison: Comparison, _ directory: BranchTag.Directory) {
        let standings = comparison.ranking
        let axis = MeanIntervals(standings.map { ($0.mean, $0.ci95) })
        let models = Dictionary(comparison.branches.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let isRanked = standings.count > 1
        let cheapest = Self.lowest(standings.map(\.costPerOutput))
        let fastest = Self.lowest(standings.map(\.secondsMedian))
        rows = standings.map { standing in
            let branch = models[standing.branch]
            return Row(
                tag: directory[standing.branch], model: ShownText(branch.map { Self.description($0) } ?? "", limit: 120),
                rank: Self.rank(standing.rank), score: ShownText(Quantity.points(standing.mean)),
                // A star only where the data put one branch first.
                isBest: isRanked && standing.rank == [1, 1],
                chart: standing.mean == nil ? "" : axis.svg(mean: standing.mean, interval: standing.ci95, tag: directory[standing.branch]),
                interval: Quantity.range(standing.ci95), wins: Quantity.percent(standing.winRate),
                cost: Quantity.money(standing.costPerOutput),
                isCheapest: isRanked && standing.costPerOutput != nil && standing.costPerOutput == cheapest,
                median: Quantity.duration(standing.secondsMedian), p95: Quantity.duration(standing.secondsP95),
                isFastest: isRanked && standing.secondsMedian != nil && standing.secondsMedian == fastest,
                failed: String(standing.failures),
                hasFailed: standing.failures > 0, failedNote: Self.failures(standing))
        }
        hasScores = standings.contains { $0.mean != nil }
        range = axis.range
        caption = ShownText(Self.caption(comparison, hasScores: hasScores) + Self.wordErrors(comparison, directory), limit: 2000)
    }

    /// `1`, `2–3`: the ranks that the data cannot rule out.
    static func rank(_ rank: [Int]) -> String {
        guard let low = rank.first, let high = rank.last else { return "–" }
        return low == high ? "\(low)" : "\(low)–\(high)"
    }

    private static func description(_ branch: BranchRecord) -> String {
        let model = branch.model == branch.id || branch.model == branch.provider ? [branch.provider] : [branch.provider, branch.model]
        let params = branch.params.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return (model + params).filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// nil unless one value is below all others.
    private static func lowest(_ values: [Double?]) -> Double? {
        let known = values.compactMap { $0 }
        guard let low = known.min(), known.count == values.count, known.count(where: { $0 == low }) == 1 else { return nil }
        return low
    }

    private static func failures(_ standing: StandingRecord) -> String {
        guard standing.failureCi95.count == 2 else { return "" }
        return "\(standing.failures) of \(standing.cases), 95% interval "
            + "\(Quantity.percent(standing.failureCi95[0])) to \(Quantity.percent(standing.failureCi95[1]))"
    }

    /// Pooled over cases: all errors over all words, so that a long text counts for more than a short one.
    private static func wordErrors(_ comparison: Comparison, _ directory: BranchTag.Directory) -> String {
        let pooled = comparison.pooledWordErrors
        guard !pooled.isEmpty else { return "" }
        let parts = pooled.map { pool in
            let rate = pool.words.rate.map { Quantity.percent($0) } ?? "–"
            return "\(directory[pool.branch].letter) \(rate) (\(pool.words.errors) of \(pool.words.units))"
        }
        return " Word errors over all cases: " + parts.joined(separator: ", ") + "."
    }

    private static func caption(_ comparison: Comparison, hasScores: Bool) -> String {
        let cases = Quantity.count(comparison.cases.count, "case")
        let isEven = Set(comparison.ranking.map(\.cases)).count < 2
        guard hasScores else { return "Nothing was scored; time, cost and failures over \(cases)." }
        return
            "Mean quality (0–100) over \(isEven ? "the same \(cases)" : "each model's own cases of \(cases)"), failures as 0. "
            + "A rank such as 2–3 means that the data cannot order those models. Lines are 95% intervals of each mean by itself: "
            + "overlapping ones do not mean “no difference”, since cases are compared in pairs."
    }
}
