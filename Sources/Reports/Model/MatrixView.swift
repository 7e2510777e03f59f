import Pipeline

/// Cases won by the row against the column; for three branches and more.
struct MatrixView {
    struct Cell {
        let text: String
        /// `w1` significantly ahead, `w0` behind, `we` not separable, `ws` the branch itself.
        let look: String
        /// The cell in words, for a pointer and for readers of the page's text.
        let words: ShownText
    }

    struct Row {
        let tag: BranchTag
        let cells: [Cell]
    }

    let columns: [BranchTag]
    let rows: [Row]
    let note: ShownText
    /// Too many columns for ordinary cells.
    let isBig: Bool

    init?(_ comparison: Comparison, _ directory: BranchTag.Directory) {
        guard comparison.branches.count > 2, comparison.pairwise.contains(where: { $0.cases > 0 }) else { return nil }
        let pairs = Dictionary(comparison.pairwise.map { (Pair(a: $0.a, b: $0.b), $0) }, uniquingKeysWith: { first, _ in first })
        let order = comparison.ranking.map(\.branch)
        columns = order.map { directory[$0] }
        isBig = order.count > 6
        rows = order.map { row in
            Row(tag: directory[row], cells: order.map { Self.cell(row, $0, pairs) })
        }
        let cases = Set(comparison.pairwise.map(\.cases)).sorted()
        let over =
            cases.count == 1 ? Quantity.count(cases[0], "case") : "\(cases[0]) to \(cases[cases.count - 1]) cases, those that both have run"
        note = ShownText(
            "Cases won by the row against the column, of \(over). ≈ marks pairs that cannot be told apart "
                + "(\(comparison.statistics.test) test, \(comparison.statistics.correction.capitalizedFirst)-corrected, p > 0.05).")
    }

    private static func cell(_ row: String, _ column: String, _ pairs: [Pair: PairRecord]) -> Cell {
        guard row != column else { return Cell(text: "–", look: "ws", words: .none) }
        let forward = pairs[Pair(a: row, b: column)]
        guard let pair = forward ?? pairs[Pair(a: column, b: row)] else { return Cell(text: "", look: "we", words: .none) }
        let isForward = forward != nil
        let wins = isForward ? pair.wins : pair.losses
        let diff = pair.diff.map { isForward ? $0 : -$0 }
        let isDecided = pair.label == "better" || pair.label == "better_but_small"
        let words =
            "\(row) against \(column): \(wins) of \(pair.cases), mean difference \(diff.map { Quantity.signed($0) } ?? "unknown")"
            + (pair.pHolm.map { ", p = \(Quantity.significant($0, 2))" } ?? "")
        let look = !isDecided ? "we" : (diff ?? 0) > 0 ? "w1" : "w0"
        return Cell(text: isDecided ? "\(wins)" : "\(wins) ≈", look: look, words: ShownText(words))
    }

    private struct Pair: Hashable {
        let a: String
        let b: String
    }
}

/// The difference between the two branches of the verdict in the cases of one tag.
struct TagRow {
    let tag: ShownText
    let cases: String
    let gap: String
    /// Against the direction of the whole.
    let isReversed: Bool

    /// Rows where at least two tags, or a tag and cases without it, can be set against each other.
    static func rows(_ comparison: Comparison, _ gaps: CaseGaps?) -> [TagRow] {
        guard let gaps else { return [] }
        var order: [String] = []
        var values: [String: [Double]] = [:]
        for (record, gap) in zip(comparison.cases, gaps.gaps) {
            for tag in record.tags {
                guard let gap else { continue }
                if values[tag] == nil { order.append(tag) }
                values[tag, default: []].append(gap)
            }
        }
        let all = gaps.gaps.compactMap { $0 }
        guard !order.isEmpty, order.count > 1 || values[order[0]]?.count != all.count else { return [] }
        let whole = all.reduce(0, +) / Double(max(1, all.count))
        return order.prefix(50).map { tag in
            let own = values[tag] ?? []
            let mean = own.reduce(0, +) / Double(max(1, own.count))
            return TagRow(
                tag: ShownText(tag, limit: 60), cases: String(own.count), gap: Quantity.signed(mean),
                isReversed: mean * whole < 0 && abs(mean) >= comparison.verdict.minEffect)
        }
    }
}
