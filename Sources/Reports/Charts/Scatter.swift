import Foundation

/// Quality against what it costs: price, or time where a price is unknown.
struct Scatter {
    struct Point {
        let tag: BranchTag
        /// Dollars or seconds, above 0.
        let cost: Double
        let quality: Double
        let interval: [Double]?
    }

    let points: [Point]
    let axisTitle: String
    let format: (Double) -> String

    func svg(_ label: String) -> String {
        var drawing = Drawing(width: 560, height: 320)
        let costs = points.map { log10($0.cost) }
        let margin = max(0.12 * ((costs.max() ?? 1) - (costs.min() ?? 0)), 0.12)
        let (left, right) = ((costs.min() ?? 0) - margin, (costs.max() ?? 1) + margin)
        let qualities = points.flatMap { ($0.interval ?? []) + [$0.quality] }
        let room = max(((qualities.max() ?? 100) - (qualities.min() ?? 0)) * 0.08, 1)
        let (bottom, top) = ((qualities.min() ?? 0) - room, (qualities.max() ?? 100) + room)
        let x = { (value: Double) in 52 + (log10(value) - left) / (right - left) * 490 }
        let y = { (value: Double) in 270 - (value - bottom) / (top - bottom) * 250 }
        for value in Self.logTicks(pow(10, left), pow(10, right)) {
            drawing.line(x(value), 20, x(value), 270, .axis)
            drawing.text(format(value), x(value), 288)
        }
        let ticks = Ticks(bottom, top, most: 5)
        for value in ticks.values {
            drawing.line(52, y(value), 542, y(value), .axis)
            drawing.text(Quantity.fixed(value, ticks.decimals), 44, y(value) + 4, anchor: "end")
        }
        let front = Self.front(of: points)
        for (from, to) in zip(front, front.dropFirst()) {
            drawing.line(x(from.cost), y(from.quality), x(to.cost), y(to.quality), .zero)
        }
        for point in points {
            if let interval = point.interval, interval.count == 2 {
                drawing.line(x(point.cost), y(interval[0]), x(point.cost), y(interval[1]), .branch(point.tag, "ci"), weight: 3)
            }
        }
        for point in points {
            drawing.circle(x(point.cost), y(point.quality), 10, .branch(point.tag, "pt"))
            drawing.text(point.tag.letter, x(point.cost), y(point.quality) + 4, .onColour)
        }
        drawing.text(axisTitle, 297, 310)
        return drawing.svg(label, name: "scatter")
    }

    /// Points that none beats at both, cheapest first (the Pareto front).
    static func front(of points: [Point]) -> [Point] {
        var front: [Point] = []
        for point in points.sorted(by: { ($0.cost, -$0.quality) < ($1.cost, -$1.quality) }) where point.quality > front.last?.quality ?? -1
        {
            front.append(point)
        }
        return front
    }

    /// 1, 2 and 5 times the powers of ten, or finer steps where those would be too few.
    private static func logTicks(_ low: Double, _ high: Double) -> [Double] {
        var values: [Double] = []
        for power in Int(floor(log10(low)))...Int(floor(log10(high))) {
            values += [1, 2, 5].map { $0 * pow(10, Double(power)) }.filter { $0 >= low && $0 <= high }
        }
        if values.count > 6 { values = values.enumerated().filter { $0.offset.isMultiple(of: (values.count + 5) / 6) }.map(\.element) }
        return values.count < 2 ? Ticks(low, high, most: 4).values.filter { $0 > 0 } : values
    }
}
