import ArgumentParser
import Foundation
import Pipeline
import Reports

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what a run would call, cost and take; nothing is run and nothing is written.",
        discussion: """
            EXAMPLES
              bakeoff plan storybook.yaml
              bakeoff plan storybook.yaml --branch 'aurora-*' --limit 10
              bakeoff plan storybook.yaml --resume --only failed      what is left of the newest run of this file
              bakeoff plan storybook.yaml --detect 3                  how many cases a difference of 3 points needs
              bakeoff plan --detect 3 --branches 4 --spread 8         the same without a file
            """)

    @Argument(help: "The pipeline file.") var file: String?
    @Option(help: "Say how many cases a difference of so many points needs to be found.") var detect: Double?
    @Option(help: "With --detect: deviation of the differences between two branches on one case, points.") var spread: Double?
    @Option(help: "With --detect: probability of finding it.") var power: Double = 0.8
    @Option(help: "With --detect and without a file: branches that compete.") var branches: Int?
    @OptionGroup(title: "What to run") var selection: SelectionOptions
    @Flag(help: "Print one JSON document.") var json = false

    func validate() throws {
        if file == nil, detect == nil { throw ValidationError("name a pipeline file, or a difference to be found: --detect POINTS") }
        if let detect, !(0.001...100).contains(detect) { throw ValidationError("--detect must be between 0.001 and 100 points") }
        if let spread, !(0.001...100).contains(spread) { throw ValidationError("--spread must be between 0.001 and 100 points") }
        if !(0.01...0.999).contains(power) { throw ValidationError("--power must be between 0.01 and 0.999") }
        if let branches, !(2...1_000).contains(branches) { throw ValidationError("--branches must be between 2 and 1000") }
        if detect == nil, spread != nil || branches != nil { throw ValidationError("--spread and --branches belong to --detect POINTS") }
    }

    func run() throws {
        if let detect {
            let plan = try file.map { try Loading.plan($0, overrides: selection.overrides) }
            let earlier = try plan.flatMap { try selection.earlierRun(of: $0) }
            let question = DetectionQuestion(effect: detect, power: power, spread: spread, branches: branches)
            return try question.answer(plan, earlier: earlier, json: json)
        }
        guard let file else { return }
        let plan = try Loading.plan(file, overrides: selection.overrides)
        try Self.show(plan, selection, json: json)
    }

    static func show(_ plan: Plan, _ selection: SelectionOptions, json: Bool) throws {
        let forecast = try forecast(plan, selection)
        if json { return try Console.result(json: PlanDocument(plan, forecast)) }
        Console.result(ForecastTable(width: Console.width).text(forecast))
    }

    private static func forecast(_ plan: Plan, _ selection: SelectionOptions) throws -> Forecast {
        let earlier = try selection.earlierRun(of: plan)
        do {
            return try Forecast.of(plan, cache: selection.cache, store: try earlier.map { try RunStore($0) })
        } catch {
            Console.error("the earlier run cannot be read: \(error)")
            throw Status.badData
        }
    }
}

/// `bakeoff plan --json`. Null is unknown, never 0.
private struct PlanDocument: Encodable {
    struct Branch: Encodable {
        let group: String
        let branch: String
        let model: String
        let provider: String
        let cases: Int
        /// True where a list decides on the way how many outputs there are; the counts are then the least.
        let at_least: Bool
        let done: Int
        let cached: Int
        let calls: Int
        @Nullable var price: String?
        @Nullable var cost_usd: Double?
        @Nullable var seconds: Double?
        let at_once: Int
    }

    struct Total: Encodable {
        let calls: Int
        let at_least: Bool
        let cached: Int
        let done: Int
        let known_cost_usd: Double
        let cost_complete: Bool
        @Nullable var max_cost_usd: Double?
    }

    let schema = "bakeoff.plan"
    let schema_version = "1.0"
    let pipeline: String
    let cases: Int
    let repeats: Int
    let branches: [Branch]
    let total: Total

    init(_ plan: Plan, _ forecast: Forecast) {
        pipeline = plan.name
        cases = plan.selection.cases?.count ?? plan.cases.count
        repeats = plan.repeats
        branches = forecast.lines.map { line in
            Branch(
                group: line.group, branch: line.branch, model: line.model, provider: line.provider, cases: line.cells,
                at_least: line.isOpenEnded, done: line.stored, cached: line.cached, calls: line.calls, price: line.price,
                cost_usd: line.costUSD, seconds: line.seconds, at_once: line.workers)
        }
        total = Total(
            calls: forecast.calls, at_least: forecast.isOpenEnded, cached: forecast.cached, done: forecast.stored,
            known_cost_usd: forecast.knownCostUSD, cost_complete: forecast.unpriced.isEmpty, max_cost_usd: forecast.maxCost)
    }
}

/// Encodes nil as null: a key that is absent says less than one whose value is not known.
@propertyWrapper
private struct Nullable<Value: Encodable>: Encodable {
    var wrappedValue: Value?

    init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}
