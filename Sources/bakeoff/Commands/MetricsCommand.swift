import ArgumentParser
import Catalogs
import Foundation
import Media
import Scoring

struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "List the metrics that bakeoff can measure.",
        discussion: "EXAMPLES\n  bakeoff metrics\n  bakeoff metrics ssim\n  bakeoff metrics --json")

    @Argument(help: "Only this metric.") var name: String?
    @Flag(help: "Print one JSON document.") var json = false
    @Flag(help: "Print a Markdown table.") var markdown = false

    private struct Document: Encodable {
        let schema = "bakeoff.metrics"
        let schema_version = "1.0"
        let metrics: [MetricDescription]
    }

    func run() throws {
        var list = MetricCatalog.descriptions
        if let name {
            let names = list.map(\.name)
            list = list.filter { $0.name == name }
            if list.isEmpty {
                Console.error("no metric called '\(visible(name))'" + (suggestion(for: name, among: names).map { "; \($0)" } ?? ""))
                throw Status.usage
            }
        }
        if json {
            try Console.result(json: Document(metrics: list))
        } else if markdown {
            Console.result(Self.markdown(list))
        } else {
            Console.result(list.map(Self.line).joined(separator: "\n"))
        }
    }

    private static func line(_ metric: MetricDescription) -> String {
        let direction = ["higher": "↑", "lower": "↓"][metric.better.rawValue] ?? "–"
        let needs = metric.needs == .nothing ? "" : "  (needs a \(metric.needs.rawValue))"
        return
            "\(metric.name.padding(toLength: 22, withPad: " ", startingAt: 0)) \(metric.kind.rawValue.padding(toLength: 5, withPad: " ", startingAt: 0)) \(direction)  \(metric.summary)\(needs)"
    }

    private static func markdown(_ list: [MetricDescription]) -> String {
        let rows = list.map { metric in
            let better = ["higher": "↑", "lower": "↓"][metric.better.rawValue] ?? "–"
            let needs = metric.needs == .nothing ? "" : metric.needs.rawValue
            return
                "| `\(metric.name)` | \(metric.kind.rawValue) | \(better) | \(metric.unit) | \(needs) | \(metric.summary.replacing("|", with: "\\|")) |"
        }
        return (["| metric | kind | better | unit | needs | measures |", "| --- | --- | :-: | --- | --- | --- |"] + rows).joined(
            separator: "\n")
    }
}
