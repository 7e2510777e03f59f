import Foundation

/// A difference with its 95 % interval on an axis through zero; the grey band is where a difference does not matter.
struct IntervalChart {
    let difference: Double
    let interval: [Double]?
    /// Half the width of the grey band, in points of quality.
    let minEffect: Double
    let tag: BranchTag
    let label: String

    var svg: String {
        let interval = interval.flatMap { $0.count == 2 && $0.allSatisfy(\.isFinite) ? $0 : nil }
        let values = [difference, minEffect, -minEffect, 0] + (interval ?? [])
        let (low, high) = (values.min() ?? -1, values.max() ?? 1)
        let margin = max((high - low) * 0.12, 0.5)
        let (from, to) = (low - margin, high + margin)
        var drawing = Drawing(width: 460, height: 66)
        let x = { (value: Double) in 16 + (value - from) / (to - from) * 428 }
        drawing.rectangle(x(-minEffect), 8, x(minEffect) - x(-minEffect), 32, .band, corner: 3)
        drawing.line(16, 40, 444, 40, .axis)
        let ticks = Ticks(from, to, most: 6)
        for value in ticks.values {
            drawing.line(x(value), 40, x(value), 45, .axis)
            drawing.text(Quantity.signed(value, ticks.decimals), x(value), 60)
        }
        drawing.line(x(0), 4, x(0), 45, .zero)
        if let interval { drawing.line(x(interval[0]), 24, x(interval[1]), 24, .branch(tag, "ci"), weight: 3) }
        drawing.circle(x(difference), 24, 7, .branch(tag, "pt"))
        return drawing.svg(label, name: "gap")
    }
}

/// The means of a leaderboard on one common axis, a row each.
struct MeanIntervals {
    private let from: Double
    private let to: Double

    init(_ rows: [(mean: Double?, interval: [Double]?)]) {
        let values = rows.flatMap { ($0.interval ?? []) + ($0.mean.map { [$0] } ?? []) }.filter(\.isFinite)
        let (low, high) = (values.min() ?? 0, values.max() ?? 100)
        let margin = max((high - low) * 0.06, 0.5)
        from = low < 0 ? low - margin : max(0, low - margin)
        to = max(high > 100 ? high + margin : min(100, high + margin), from + 1)
    }

    /// `64 to 86`, the ends of the axis.
    var range: String { "\(Quantity.fixed(from, 0)) to \(Quantity.fixed(to, 0))" }

    func svg(mean: Double?, interval: [Double]?, tag: BranchTag) -> String {
        var drawing = Drawing(width: 180, height: 22)
        let x = { (value: Double) in 8 + (value - from) / (to - from) * 164 }
        drawing.line(6, 11, 174, 11, .axis)
        if let interval, interval.count == 2 { drawing.line(x(interval[0]), 11, x(interval[1]), 11, .branch(tag, "ci"), weight: 3) }
        if let mean { drawing.circle(x(mean), 11, 6, .branch(tag, "pt")) }
        return drawing.svg("", name: "mean")
    }
}
