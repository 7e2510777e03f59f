import Pipeline
import Scoring

/// One row a case, with columns for what each branch gave; of repeats the mean.
struct WideTable {
    private struct Column {
        let branch: String
        /// nil for the columns that every branch has.
        let metric: String?
    }

    private let columns: [Column]
    private var table: CSVTable

    init(_ record: RunRecord, isRaw: Bool) {
        let parts = RecordPart.all(of: record)
        columns = Self.columns(of: parts)
        table = CSVTable(isRaw: isRaw)
        let own = ["run", "comparison", "case", "tags", "verdict", "winner", "margin"]
        let names = own + columns.flatMap { column in Self.names(of: column) } + ["prompt"]
        table.add(names.map { .text($0) })
        for part in parts {
            for input in part.cases { add(input, run: record.run.id, part: part) }
        }
    }

    var text: String { table.text }

    /// Branches in order of appearance, each with the metrics read anywhere on an output of it.
    private static func columns(of parts: [RecordPart]) -> [Column] {
        var branches: [String] = []
        var metrics: [String: [String]] = [:]
        for part in parts {
            for branch in part.branches where metrics[branch] == nil {
                branches.append(branch)
                metrics[branch] = []
            }
            for result in part.cases.flatMap(\.results) {
                for name in result.scorecard?.readings.map(\.metric) ?? [] where metrics[result.branch]?.contains(name) == false {
                    metrics[result.branch]?.append(name)
                }
            }
        }
        return branches.flatMap { branch in
            [Column(branch: branch, metric: nil)] + (metrics[branch] ?? []).map { Column(branch: branch, metric: $0) }
        }
    }

    private static func names(of column: Column) -> [String] {
        let names = column.metric.map { [$0] } ?? ["status", "quality", "latency_ms", "cost_usd"]
        return names.map { "\(column.branch).\($0)" }
    }

    private mutating func add(_ input: CaseRecord, run: String, part: RecordPart) {
        let verdict = input.verdicts.first
        var cells: [CSVTable.Cell] = [
            .text(run), .text(part.name), .text(input.id), .text(input.tags.joined(separator: " ")), .text(verdict?.label ?? ""),
            .text(verdict?.winner ?? ""), .number(verdict?.margin),
        ]
        for column in columns {
            let results = input.results.filter { $0.branch == column.branch }
            if let metric = column.metric {
                let values = results.compactMap { result in
                    result.scorecard?.readings.first { $0.metric == metric }?.value
                }
                cells.append(.number(Self.mean(values)))
            } else {
                cells += [
                    .text(Self.status(results)), .number(input.quality(of: column.branch)),
                    .number(Self.mean(results.compactMap(\.milliseconds))), .number(Self.cost(results)),
                ]
            }
        }
        table.add(cells + [.text(input.prompt ?? "")])
    }

    /// The worst of the repeats; empty where nothing was run.
    private static func status(_ results: [ResultRecord]) -> String {
        let worst: [ResultRecord.Status] = [.failed, .cancelled, .ok]
        return worst.first { status in results.contains { $0.status == status } }?.rawValue ?? ""
    }

    /// Of all repeats together; unknown as soon as one is.
    private static func cost(_ results: [ResultRecord]) -> Double? {
        guard !results.isEmpty, results.allSatisfy({ $0.costUsd != nil }) else { return nil }
        return results.reduce(0) { $0 + ($1.costUsd ?? 0) }
    }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
