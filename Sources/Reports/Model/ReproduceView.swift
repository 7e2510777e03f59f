import Pipeline

/// What it takes to make the same numbers again, and to check them.
struct ReproduceView {
    struct Entry {
        let key: String
        let value: ShownText
        let isCode: Bool
    }

    struct MetricLine {
        let comparison: ShownText
        let metric: ShownText
        let version: String
        let unit: ShownText
        let better: String
        let weight: ShownText
        let summary: ShownText
    }

    struct File {
        let href: String
        let name: ShownText
    }

    let entries: [Entry]
    let metrics: [MetricLine]
    let hasMetrics: Bool
    let files: [File]
    let hasFiles: Bool

    init(_ record: RunRecord, settings: ModelSettings) {
        entries = Self.entries(record)
        metrics = record.comparisons.flatMap { comparison in
            comparison.metrics.map { metric in
                MetricLine(
                    comparison: ShownText(comparison.groupId), metric: ShownText(metric.metric), version: "\(metric.version)",
                    unit: ShownText(metric.unit),
                    better: metric.better == "neutral" ? "describes" : "\(metric.better) is better",
                    weight: ShownText(metric.weight.map { Quantity.percent($0) } ?? "shown only"), summary: ShownText(metric.summary))
            }
        }
        hasMetrics = !metrics.isEmpty
        files = settings.files.map { File(href: settings.base + Escaping.link($0), name: ShownText($0)) }
        hasFiles = !files.isEmpty
    }

    private static func entries(_ record: RunRecord) -> [Entry] {
        let run = record.run
        var entries = [
            Entry(key: "Command", value: ShownText(run.command), isCode: true),
            Entry(key: "Run", value: ShownText("\(run.id), started \(run.started)"), isCode: false),
            Entry(key: "Pipeline", value: ShownText("\(run.pipeline), sha256:\(run.configSha256)"), isCode: false),
            Entry(key: "Seed", value: ShownText(String(run.seed)), isCode: false),
            Entry(
                key: "Versions",
                value: ShownText("\(record.tool.name) \(record.tool.version) · Swift \(record.tool.swift) · \(record.tool.platform)"),
                isCode: false),
            Entry(key: "From cache", value: ShownText(Quantity.count(run.cachedOutputs, "output")), isCode: false),
        ]
        for comparison in record.comparisons {
            let name = record.comparisons.count > 1 ? " (\(Escaping.visible(comparison.groupId)))" : ""
            if let profile = comparison.scoring {
                entries.append(
                    Entry(
                        key: "Scoring\(name)", value: ShownText("profile \(profile), version \(comparison.scoringVersion)"), isCode: false))
            }
            entries.append(Entry(key: "Statistics\(name)", value: ShownText(statistics(comparison)), isCode: false))
        }
        return entries
    }

    private static func statistics(_ comparison: Comparison) -> String {
        let facts = comparison.statistics
        return [
            "\(facts.interval), \(facts.resamples) resamples, seed \(facts.seed)",
            "\(facts.test) test, \(facts.correction.capitalizedFirst) over all pairs", "unit: \(facts.unit)", "failures: \(facts.failures)",
            "differences under \(Quantity.trimmed(comparison.verdict.minEffect)) points do not matter",
        ].joined(separator: " · ")
    }
}
