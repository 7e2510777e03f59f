import Pipeline

/// What `junit.xml` prints.
struct JUnitModel {
    let name: String
    let tests: Int
    let failures: Int
    let errors: Int
    let skipped: Int
    /// Seconds.
    let time: String
    let suites: [JUnitSuite]

    init(_ record: RunRecord, title: String?) {
        let parts = RecordPart.all(of: record)
        let outputs = parts.reduce(0) { $0 + $1.cases.reduce(0) { $0 + $1.results.count } }
        let names = Set(parts.map(\.name))
        var suites = parts.map { part in
            JUnitSuite(part, gates: record.gates.filter { $0.groupId == part.name }, listsAll: outputs <= JUnitReport.mostOutputs)
        }
        let others = record.gates.filter { gate in gate.groupId.map { !names.contains($0) } ?? true }
        if !others.isEmpty { suites.append(JUnitSuite(gates: others)) }
        self.suites = suites
        name = title ?? record.run.pipeline
        tests = suites.reduce(0) { $0 + $1.tests }
        failures = suites.reduce(0) { $0 + $1.failures }
        errors = suites.reduce(0) { $0 + $1.errors }
        skipped = suites.reduce(0) { $0 + $1.skipped }
        time = JUnitSuite.seconds(record.run.seconds)
    }
}

/// A comparison, or a step that makes outputs.
struct JUnitSuite {
    struct Property {
        let key: String
        let value: String
    }

    struct Gate {
        let rule: String
        let isFailed: Bool
        let isUndecided: Bool
        let detail: String

        init(_ gate: ReleaseGateResult) {
            rule = gate.rule
            isFailed = gate.result == .fail
            isUndecided = gate.result == .undecided
            detail = gate.detail
        }
    }

    let name: String
    let tests: Int
    let failures: Int
    let errors: Int
    let skipped: Int
    let time: String
    let properties: [Property]
    let hasProperties: Bool
    let gates: [Gate]
    let outputs: [JUnitOutput]

    init(_ part: RecordPart, gates: [ReleaseGateResult], listsAll: Bool) {
        let all = part.cases.flatMap { input in input.results.map { JUnitOutput($0, of: input, in: part.name) } }
        self.init(
            name: part.name, seconds: part.seconds,
            properties: (part.comparison.map(Self.properties) ?? []) + [Property(key: "outputs", value: String(all.count))], gates: gates,
            outputs: listsAll ? all : all.filter { !$0.error.isEmpty })
    }

    /// Gates that belong to no comparison.
    init(gates: [ReleaseGateResult]) { self.init(name: "gates", seconds: 0, properties: [], gates: gates, outputs: []) }

    private init(name: String, seconds: Double, properties: [Property], gates: [ReleaseGateResult], outputs: [JUnitOutput]) {
        self.name = name
        self.properties = properties
        hasProperties = !properties.isEmpty
        self.gates = gates.map(Gate.init)
        self.outputs = outputs
        tests = gates.count + outputs.count
        failures = gates.count { $0.result == .fail }
        errors = outputs.count { !$0.error.isEmpty }
        skipped = gates.count { $0.result == .undecided } + outputs.count { !$0.cancelled.isEmpty }
        time = Self.seconds(seconds)
    }

    static func seconds(_ value: Double) -> String { CSVTable.digits((value * 1000).rounded() / 1000) }

    /// The verdict as the numbers it is made of, and in its words; then the branches.
    private static func properties(of comparison: Comparison) -> [Property] {
        let verdict = comparison.verdict
        var short = verdict.label
        if let leader = verdict.winners.first, verdict.label != "not_enough_data" {
            short += ": \(leader)" + (verdict.diff.map { " \(signed($0))" } ?? "") + (verdict.ci95.map { " \(interval($0))" } ?? "")
        }
        var properties = [
            Property(key: "verdict", value: short), Property(key: "verdict_text", value: verdict.text),
            Property(key: "cases", value: String(comparison.cases.count)),
        ]
        for standing in comparison.ranking {
            properties.append(Property(key: "rank.\(standing.branch)", value: rank(standing.rank)))
            guard let mean = standing.mean else { continue }
            properties.append(
                Property(key: "mean.\(standing.branch)", value: tenths(mean) + (standing.ci95.map { " \(interval($0))" } ?? "")))
        }
        return properties
    }

    /// `1`, `2-3`.
    private static func rank(_ ends: [Int]) -> String { Set(ends).sorted().map { String($0) }.joined(separator: "-") }

    private static func tenths(_ value: Double) -> String { Quantity.ascii(Quantity.fixed(value, 1)) }
    private static func signed(_ value: Double) -> String { Quantity.ascii(Quantity.signed(value)) }
    private static func interval(_ ends: [Double]) -> String { "[" + ends.map(tenths).joined(separator: ", ") + "]" }
}

/// One output as a test case.
struct JUnitOutput {
    struct Failure {
        let code: String
        let message: String
        let stderr: String
    }

    let className: String
    let caseName: String
    /// Seconds of the call.
    let time: String
    /// At most one.
    let error: [Failure]
    /// At most one.
    let cancelled: [Failure]

    init(_ result: ResultRecord, of input: CaseRecord, in part: String) {
        className = "bakeoff.\(part).\(result.branch)"
        caseName = result.repeat > 0 ? "\(input.id) (repeat \(result.repeat &+ 1))" : input.id
        time = JUnitSuite.seconds(result.latency)
        let failure = Failure(
            code: result.error?.code ?? result.status.rawValue, message: result.error?.message ?? "", stderr: result.error?.stderrTail ?? ""
        )
        error = result.status == .failed ? [failure] : []
        cancelled = result.status == .cancelled ? [failure] : []
    }
}
