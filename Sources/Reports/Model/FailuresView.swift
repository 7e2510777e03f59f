import Pipeline

/// What failed or was cancelled, the same failure of the same model told once.
struct FailuresView {
    /// One kind of failure of one branch.
    struct Group {
        let comparison: ShownText
        let tag: BranchTag
        let code: ShownText
        let message: ShownText
        let count: Int
        /// The first three, and how many more.
        let cases: ShownText
        /// The first fifty, when that is more than `cases` shows.
        let allCases: ShownText
        /// The most that one of them took.
        let tries: Int
        let stderr: ShownText
        let isCancelled: Bool
        /// The model did not accept the key; what came after the first call was not tried.
        let isRefused: Bool
    }

    /// Failures before cancelled cells, each in file order.
    let groups: [Group]
    /// Outputs that failed or were cancelled.
    let count: Int
    /// Outputs that failed.
    let failedCount: Int
    let hasAny: Bool
    /// A command that retries only these; empty when the record names none that can.
    let retry: ShownText
    let leftOut: ShownText

    /// A thousand rows say no more than the first two hundred; the rest is in results.json.
    private static let most = 200

    init(_ record: RunRecord) {
        var kinds = Kinds()
        for comparison in record.comparisons {
            kinds.add(comparison.cases, of: comparison.groupId, BranchTag.Directory(comparison.branches))
        }
        for step in record.steps ?? [] {
            kinds.add(step.cases, of: step.id, BranchTag.Directory(step.branch.map { [$0] } ?? []))
        }
        let all = kinds.inOrder.map(\.group)
        let sorted = all.filter { !$0.isCancelled } + all.filter(\.isCancelled)
        groups = Array(sorted.prefix(Self.most))
        count = all.reduce(0) { $0 + $1.count }
        failedCount = all.reduce(0) { $0 + ($1.isCancelled ? 0 : $1.count) }
        hasAny = !all.isEmpty
        let isRun = record.run.command.hasPrefix("bakeoff run ")
        let only = failedCount > 0 ? " --only failed" : ""
        retry = ShownText(hasAny && isRun ? "\(record.run.command) --resume\(only)" : nil)
        let hidden = sorted.dropFirst(Self.most).reduce(0) { $0 + $1.count }
        leftOut = ShownText(
            hidden > 0 ? "Listed are the first \(Self.most) kinds of failure; \(hidden) more outputs are in results.json." : "")
    }
}

/// Failures as they are gathered.
private struct Kinds {
    private struct Key: Hashable {
        let comparison: String
        let branch: String
        let code: String
        let message: String
    }

    struct Kind {
        let comparison: String
        let tag: BranchTag
        let code: String
        var message: String
        let isCancelled: Bool
        var stderr: String?
        var tries: Int
        var cases: [String] = []

        var group: FailuresView.Group {
            FailuresView.Group(
                comparison: ShownText(comparison), tag: tag, code: ShownText(code, limit: 80), message: ShownText(message, limit: 500),
                count: cases.count, cases: ShownText(Self.list(cases, most: 3)),
                allCases: ShownText(cases.count > 3 ? Self.list(cases, most: 50) : ""), tries: tries,
                stderr: ShownText(stderr, limit: 4000), isCancelled: isCancelled, isRefused: CellFailure.refusals.contains(code))
        }

        private static func list(_ cases: [String], most: Int) -> String {
            let shown = cases.prefix(most).map { ShownText($0, limit: 80).plain }.joined(separator: ", ")
            return cases.count > most ? "\(shown) and \(cases.count - most) more" : shown
        }
    }

    private var kinds: [Key: Kind] = [:]
    private var keys: [Key] = []

    var inOrder: [Kind] { keys.compactMap { kinds[$0] } }

    mutating func add(_ cases: [CaseRecord], of comparison: String, _ directory: BranchTag.Directory) {
        for input in cases {
            for result in input.results where result.status != .ok {
                add(result, of: comparison, directory[result.branch], label: Self.label(input, result))
            }
        }
    }

    private static func label(_ input: CaseRecord, _ result: ResultRecord) -> String {
        result.repeat > 0 ? "\(input.id) (repeat \(result.repeat &+ 1))" : input.id
    }

    private mutating func add(_ result: ResultRecord, of comparison: String, _ tag: BranchTag, label: String) {
        let code = result.error?.code ?? result.status.rawValue
        let message = result.error?.message ?? ""
        // The first refusal says why; those after it only that they were not tried.
        let isRefusal = CellFailure.refusals.contains(code)
        let key = Key(comparison: comparison, branch: result.branch, code: code, message: isRefusal ? "" : message)
        var kind =
            kinds[key]
            ?? Kind(
                comparison: comparison, tag: tag, code: code, message: message, isCancelled: result.status == .cancelled,
                stderr: result.error?.stderrTail, tries: result.tries)
        if kind.cases.isEmpty { keys.append(key) }
        kind.cases.append(label)
        if isRefusal, result.tries > kind.tries {
            kind.message = message
            kind.stderr = result.error?.stderrTail
        }
        kind.tries = max(kind.tries, result.tries)
        kinds[key] = kind
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
