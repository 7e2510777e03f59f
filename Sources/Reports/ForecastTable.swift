import Pipeline

/// A forecast as `bakeoff plan` prints it: a line a branch, then the total.
package struct ForecastTable: Sendable {
    /// Columns of the window.
    package var width: Int

    package init(width: Int = 80) { self.width = max(20, width) }

    package func text(_ forecast: Forecast) -> String {
        let table = TextTable(columns(forecast)).lines(width: width)
        return (table + wrapped(total(forecast), width: width) + warning(forecast)).joined(separator: "\n")
    }

    private func columns(_ forecast: Forecast) -> [TextTable.Column] {
        func column(
            _ title: String, _ alignment: TextTable.Alignment, _ expendability: Int, _ text: (Forecast.Line) -> String
        ) -> TextTable.Column {
            TextTable.Column(title: title, alignment: alignment, expendability: expendability, cells: forecast.lines.map(text))
        }
        let hasManyGroups = Set(forecast.lines.map(\.group)).count > 1
        var columns = [
            column("branch", .left, 0) { Escaping.terminal(Self.name($0, hasManyGroups: hasManyGroups)) },
            column("cases", .right, 0) { Self.count($0.cells, $0) },
        ]
        if forecast.stored > 0 { columns.append(column("done", .right, 0) { String($0.stored) }) }
        return columns + [
            column("cached", .right, 1) { String($0.cached) }, column("calls", .right, 0) { Self.count($0.calls, $0) },
            column("cost each", .left, 3) { Escaping.terminal(Self.price($0)) },
            column("total", .left, 0) { Self.cost($0) }, column("time", .left, 2) { Self.time($0) },
        ]
    }

    /// A step of one branch is named by its id alone.
    private static func name(_ line: Forecast.Line, hasManyGroups: Bool) -> String {
        hasManyGroups && line.group != line.branch ? "\(line.group)/\(line.branch)" : line.branch
    }

    /// `48`, or `48+` where a list decides.
    private static func count(_ number: Int, _ line: Forecast.Line) -> String { "\(number)" + (hasMore(line) ? "+" : "") }

    private static func hasMore(_ line: Forecast.Line) -> Bool { line.isOpenEnded && line.calls > 0 }

    /// Without who says so, for which a table has no room.
    private static func price(_ line: Forecast.Line) -> String {
        guard let price = line.price else { return "unknown" }
        return String(price.firstRange(of: " (").map { price[..<$0.lowerBound] } ?? price[...])
    }

    private static func cost(_ line: Forecast.Line) -> String {
        guard let cost = line.costUSD else { return "unknown" }
        return Quantity.money(cost) + (hasMore(line) && cost > 0 ? "+" : "")
    }

    private static func time(_ line: Forecast.Line) -> String {
        guard line.calls > 0 else { return "none" }
        guard let seconds = line.seconds else { return "unknown" }
        let many = line.workers > 1 && line.calls > 1 ? " at \(line.workers) at once" : ""
        return "about \(Quantity.duration(seconds))\(hasMore(line) ? " or more" : "")\(many)"
    }

    // MARK: The last lines

    private func total(_ forecast: Forecast) -> String {
        let calls = "Total \(forecast.isOpenEnded ? "at least " : "")\(Quantity.count(forecast.calls, "call"))"
        let unpriced = forecast.unpriced.count
        guard unpriced > 0 else {
            let more = forecast.isOpenEnded && forecast.knownCostUSD > 0 ? " or more" : ""
            return "\(calls), \(Quantity.money(forecast.knownCostUSD))\(more)"
        }
        let branches = "\(unpriced == 1 ? "one branch" : "\(unpriced) branches") whose price is unknown"
        let known = forecast.knownCostUSD > 0 || unpriced < forecast.lines.count(where: { $0.calls > 0 })
        let sum = known ? "\(Quantity.money(forecast.knownCostUSD)) plus \(branches)" : branches
        return "\(calls), \(sum) (set 'price:' of the model in the pipeline, or --max-cost)"
    }

    private func warning(_ forecast: Forecast) -> [String] {
        guard let limit = forecast.maxCost, forecast.knownCostUSD > limit else { return [] }
        return wrapped("This is more than --max-cost \(Quantity.money(limit)): the run would stop before its end.", width: width)
    }
}
