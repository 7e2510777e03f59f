/// One bar a case, leader minus rival, largest first; past 200 cases a histogram of the differences.
struct BarStrip {
    struct Bar {
        let name: String
        let href: String
        let gap: Double
    }

    /// Largest gap first.
    let bars: [Bar]
    let leader: BranchTag
    let rival: BranchTag

    static let mostBars = 200

    var isHistogram: Bool { bars.count > Self.mostBars }

    func svg(_ label: String) -> String { isHistogram ? histogram(label) : strip(label) }

    private func strip(_ label: String) -> String {
        var drawing = Drawing(width: 1080, height: 124)
        let (high, low) = (max(0, bars.map(\.gap).max() ?? 0), min(0, bars.map(\.gap).min() ?? 0))
        let span = max(high - low, 0.5)
        let y = { (gap: Double) in 12 + (high - gap) / span * 100 }
        axis(&drawing, Ticks(low, high, most: 3), y)
        let pitch = min(84, 1020 / Double(max(1, bars.count)))
        for (index, bar) in bars.enumerated() {
            let x = 52 + Double(index) * pitch
            drawing.linked(to: bar.href, title: "\(bar.name): \(Quantity.signed(bar.gap))") { drawing in
                // A bar of no height would leave nothing to point at.
                let top = min(y(bar.gap), y(0) - (bar.gap >= 0 ? 1.5 : 0))
                let bottom = max(y(bar.gap), y(0) + (bar.gap < 0 ? 1.5 : 0))
                drawing.rectangle(x, top, pitch * 0.86, bottom - top, .branch(bar.gap < 0 ? rival : leader, "bar"))
            }
        }
        return drawing.svg(label, name: "bars", isGroup: true)
    }

    private func histogram(_ label: String) -> String {
        var drawing = Drawing(width: 1080, height: 150)
        let gaps = bars.map(\.gap)
        let (low, high) = (min(0, gaps.min() ?? 0), max(0, gaps.max() ?? 0))
        let width = max((high - low) / 60, 0.01)
        // Bins are counted from zero, so that none holds gaps of both signs.
        var counts: [Int: Int] = [:]
        for gap in gaps { counts[Int((gap / width).rounded(.down)), default: 0] += 1 }
        let most = Double(counts.values.max() ?? 1)
        let x = { (gap: Double) in 52 + (gap - low) / max(high - low, width) * 1000 }
        for bin in counts.keys.sorted() {
            let height = Double(counts[bin] ?? 0) / most * 110
            let pixels = x(width) - x(0)
            drawing.rectangle(x(Double(bin) * width), 120 - height, pixels * 0.92, height, .branch(bin < 0 ? rival : leader, "bar"))
        }
        drawing.line(52, 120, 1060, 120, .axis)
        let ticks = Ticks(low, high, most: 8)
        for value in ticks.values { drawing.text(Quantity.signed(value, ticks.decimals), x(value), 140) }
        return drawing.svg(label, name: "bars")
    }

    private func axis(_ drawing: inout Drawing, _ ticks: Ticks, _ y: (Double) -> Double) {
        for value in ticks.values {
            drawing.line(48, y(value), 1072, y(value), value == 0 ? .zero : .axis)
            drawing.text(Quantity.signed(value, ticks.decimals), 42, y(value) + 4, anchor: "end")
        }
    }
}

/// How many cases each branch's output was kept in, as one divided bar.
struct ShareBar {
    let parts: [(tag: BranchTag, count: Int)]

    var svg: String {
        var drawing = Drawing(width: 1080, height: 34)
        let total = Double(max(1, parts.reduce(0) { $0 + $1.count }))
        var x = 4.0
        for part in parts where part.count > 0 {
            let width = Double(part.count) / total * 1072
            drawing.rectangle(x, 6, max(1, width - 2), 22, .branch(part.tag, "bar"), corner: 3)
            if width > 22 { drawing.text(part.tag.letter, x + width / 2 - 1, 21.5, .onColour) }
            x += width
        }
        return drawing.svg("", name: "share")
    }
}
