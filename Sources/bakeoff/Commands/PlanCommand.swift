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
            """)

    @Argument(help: "The pipeline file.") var file: String
    @OptionGroup(title: "What to run") var selection: SelectionOptions
    @Flag(help: "Print one JSON document.") var json = false

    func run() throws {
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
