import Media
import Pipeline

/// The charts between leaderboard and cases, each a list of one or none.
struct ChartsView {
    struct Legend {
        let tag: BranchTag
        let text: String
    }

    struct Chart {
        /// SVG.
        let svg: String
        let caption: ShownText
        let legend: [Legend]
    }

    let bars: [Chart]
    let kept: [Chart]
    let tradeOff: [Chart]

    /// - Parameter href: the link to a case by its index in the record.
    init(_ comparison: Comparison, _ directory: BranchTag.Directory, _ gaps: CaseGaps?, href: (Int) -> String) {
        bars = Self.bars(comparison, directory, gaps, href).map { [$0] } ?? []
        kept = Self.kept(comparison, directory).map { [$0] } ?? []
        tradeOff = Self.tradeOff(comparison, directory).map { [$0] } ?? []
    }

    private static func bars(
        _ comparison: Comparison, _ directory: BranchTag.Directory, _ gaps: CaseGaps?, _ href: (Int) -> String
    ) -> Chart? {
        guard let gaps else { return nil }
        let bars = comparison.cases.indices.compactMap { index in
            gaps.gaps[index].map { BarStrip.Bar(name: comparison.cases[index].id, href: href(index), gap: $0) }
        }
        // Equal gaps keep the order of the file, so that the same record gives the same bytes.
        let sorted = bars.enumerated().sorted { ($1.element.gap, $0.offset) < ($0.element.gap, $1.offset) }.map(\.element)
        let up = sorted.count { $0.gap > 0 }
        let down = sorted.count { $0.gap < 0 }
        let strip = BarStrip(bars: sorted, leader: directory[gaps.leader], rival: directory[gaps.rival])
        let kind = strip.isHistogram ? "Cases by difference" : "One bar a case"
        let words = "\(kind): \(gaps.leader) minus \(gaps.rival)\(strip.isHistogram ? "" : ", largest first")"
        return Chart(
            svg: strip.svg("\(words). \(up) up, \(down) down."),
            caption: ShownText(strip.isHistogram ? "\(words)." : "\(words). Each leads to its case."),
            legend: [
                Legend(tag: directory[gaps.leader], text: "ahead in \(up)"), Legend(tag: directory[gaps.rival], text: "ahead in \(down)"),
            ])
    }

    /// Whose outputs the merge kept; only where it chooses.
    private static func kept(_ comparison: Comparison, _ directory: BranchTag.Directory) -> Chart? {
        var counts: [String: Int] = [:]
        for verdict in comparison.cases.flatMap(\.verdicts) {
            if let winner = verdict.winner { counts[winner, default: 0] += 1 }
        }
        let parts = comparison.branches.map { (tag: directory[$0.id], count: counts[$0.id] ?? 0) }.filter { $0.count > 0 }
        guard !parts.isEmpty, comparison.branches.count > 1 else { return nil }
        return Chart(
            svg: ShareBar(parts: parts).svg, caption: ShownText("Outputs kept by \(comparison.mergeStrategy), case by case:"),
            legend: parts.map { Legend(tag: $0.tag, text: String($0.count)) })
    }

    private static func front(_ points: [Scatter.Point]) -> String {
        let names = Scatter.front(of: points).map(\.tag.name.plain)
        return names.count == 1 ? "; \(names[0]) is ahead in both" : "; no model beats \(Quantity.list(names, "or")) at both (dashed)"
    }

    private static func tradeOff(_ comparison: Comparison, _ directory: BranchTag.Directory) -> Chart? {
        let byPrice = comparison.ranking.allSatisfy { ($0.costPerOutput ?? 0) > 0 }
        let points = comparison.ranking.compactMap { standing -> Scatter.Point? in
            guard let mean = standing.mean, let cost = byPrice ? standing.costPerOutput : standing.secondsMedian, cost > 0 else {
                return nil
            }
            return Scatter.Point(tag: directory[standing.branch], cost: cost, quality: mean, interval: standing.ci95)
        }
        guard points.count > 1, points.count == comparison.ranking.count else { return nil }
        let what = byPrice ? "cost an output, US$" : "median time an output"
        let scatter = Scatter(
            points: points, axisTitle: "\(what) (log scale)", format: byPrice ? { Quantity.money($0) } : { Quantity.duration($0) })
        let words = points.map {
            "\($0.tag.name.plain) \(Quantity.points($0.quality)) at \(byPrice ? Quantity.money($0.cost) : Quantity.duration($0.cost))"
        }
        return Chart(
            svg: scatter.svg("Quality against \(what): \(words.joined(separator: "; "))"),
            caption: ShownText("Quality against \(what). Up and to the left is better at both\(Self.front(points))."), legend: [])
    }
}
