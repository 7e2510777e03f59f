import Pipeline

/// Every output that failed or was cancelled.
struct FailuresView {
    struct Row {
        let comparison: ShownText
        let caseID: ShownText
        let tag: BranchTag
        let code: ShownText
        let message: ShownText
        let tries: Int
        let stderr: ShownText
        let isCancelled: Bool
    }

    let rows: [Row]
    let count: Int
    let hasAny: Bool
    /// A command that retries only these; empty when the record names none that can.
    let retry: ShownText
    let leftOut: ShownText

    /// A thousand rows say no more than the first two hundred; the rest is in results.json.
    private static let most = 200

    init(_ record: RunRecord) {
        var all: [Row] = []
        for comparison in record.comparisons {
            let directory = BranchTag.Directory(comparison.branches)
            for input in comparison.cases {
                for result in input.results where result.status != .ok {
                    let label = result.repeat > 0 ? "\(input.id) (repeat \(result.repeat &+ 1))" : input.id
                    all.append(
                        Row(
                            comparison: ShownText(comparison.groupId), caseID: ShownText(label, limit: 80), tag: directory[result.branch],
                            code: ShownText(result.error?.code ?? result.status.rawValue, limit: 80),
                            message: ShownText(result.error?.message, limit: 500), tries: result.tries,
                            stderr: ShownText(result.error?.stderrTail, limit: 4000), isCancelled: result.status == .cancelled))
                }
            }
        }
        // Failures before cancelled cells, each in file order.
        let sorted = all.filter { !$0.isCancelled } + all.filter(\.isCancelled)
        rows = Array(sorted.prefix(Self.most))
        count = all.count
        hasAny = !all.isEmpty
        let isRun = record.run.command.hasPrefix("bakeoff run ")
        retry = ShownText(hasAny && isRun ? "\(record.run.command) --resume" : nil)
        leftOut = ShownText(all.count > Self.most ? "The first \(Self.most) of \(all.count); all are in results.json." : nil)
    }
}

/// A release gate and how it ended.
struct GateView {
    let rule: ShownText
    let comparison: ShownText
    /// `pass`, `fail` or `undecided`, also a class.
    let result: String
    let mark: String
    let detail: ShownText

    init(_ gate: ReleaseGateResult) {
        rule = ShownText(gate.rule)
        comparison = ShownText(gate.groupId)
        result = gate.result.rawValue
        mark =
            switch gate.result {
            case .pass: "✓"
            case .fail: "✕"
            case .undecided: "?"
            }
        detail = ShownText(gate.detail)
    }
}
