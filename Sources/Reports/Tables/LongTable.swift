import Pipeline
import Scoring

/// One row an output and metric; an output without readings, a failure say, has one row with no metric.
struct LongTable {
    static let columns = [
        "run", "comparison", "case", "repeat", "branch", "status", "metric", "value", "better", "quality", "rank_low", "rank_high",
        "latency_ms", "cost_usd", "tries", "cached", "output_path", "prompt",
    ]

    private let run: String
    private let links: Links
    private var table: CSVTable

    init(_ record: RunRecord, runFolder: String, isRaw: Bool) {
        run = record.run.id
        var settings = ModelSettings()
        settings.runFolder = runFolder
        links = Links(settings)
        table = CSVTable(isRaw: isRaw)
        table.add(Self.columns.map { .text($0) })
        for part in RecordPart.all(of: record) {
            for input in part.cases {
                for result in input.results { add(result, of: input, in: part) }
            }
        }
    }

    var text: String { table.text }

    private mutating func add(_ result: ResultRecord, of input: CaseRecord, in part: RecordPart) {
        let rank = part.ranks[result.branch] ?? []
        let head = table.written([
            .text(run), .text(part.name), .text(input.id), .whole(result.repeat), .text(result.branch), .text(result.status.rawValue),
        ])
        let tail = table.written([
            .number(result.scorecard?.quality), .whole(rank.first), .whole(rank.last), .number(result.milliseconds),
            .number(result.costUsd), .whole(result.tries), .text(result.cached ? "true" : "false"),
            .text(result.path.map { links.shown($0) } ?? ""), .text(input.prompt ?? ""),
        ])
        for (metric, value) in Self.values(of: result) {
            let better = metric.flatMap { part.better[$0] } ?? ""
            table.add([head, table.written([.text(metric ?? ""), .number(value), .text(better)]), tail])
        }
    }

    /// A metric that could not be computed has a row without a value: visible, and no number.
    private static func values(of result: ResultRecord) -> [(metric: String?, value: Double?)] {
        guard let card = result.scorecard else { return [(nil, nil)] }
        let values: [(metric: String?, value: Double?)] =
            card.readings.map { ($0.metric, $0.value) } + card.missing.map { ($0.metric, nil) }
        return values.isEmpty ? [(nil, nil)] : values
    }
}

extension ResultRecord {
    /// Of the call; older records have seconds alone.
    var milliseconds: Double? { latencyMs ?? (latency * 1_000_000).rounded() / 1000 }
}
