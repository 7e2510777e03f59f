import Pipeline

/// A comparison, or a step that calls one model: what has outputs in a record, told in the same columns.
struct RecordPart {
    let name: String
    let branches: [String]
    let cases: [CaseRecord]
    /// `higher`, `lower` or `neutral`, by metric.
    let better: [String: String]
    /// Lowest and highest rank, by branch; empty where nothing is ranked.
    let ranks: [String: [Int]]
    /// nil for a step.
    let comparison: Comparison?
    /// Seconds of calls.
    let seconds: Double

    init(_ comparison: Comparison) {
        name = comparison.groupId
        branches = comparison.branches.map(\.id)
        cases = comparison.cases
        better = Dictionary(comparison.metrics.map { ($0.metric, $0.better) }) { first, _ in first }
        ranks = Dictionary(comparison.ranking.map { ($0.branch, $0.rank) }) { first, _ in first }
        self.comparison = comparison
        seconds = comparison.totalTime
    }

    /// nil for a step that makes nothing itself.
    init?(_ step: StepRecord) {
        guard let branch = step.branch else { return nil }
        name = step.id
        branches = [branch.id]
        cases = step.cases
        better = [:]
        ranks = [:]
        comparison = nil
        seconds = step.cases.flatMap(\.results).reduce(0) { $0 + $1.latency }
    }

    /// Comparisons first, then steps, each in file order.
    static func all(of record: RunRecord) -> [RecordPart] {
        record.comparisons.map { RecordPart($0) } + (record.steps ?? []).compactMap { RecordPart($0) }
    }
}
