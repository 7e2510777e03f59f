import Catalogs
import Composing
import Media

extension PipelineSchema {
    /// The keys as Markdown: a heading and a table for each mapping.
    package var markdown: String {
        var blocks = [
            table("The pipeline", .pipeline), table("A case", .aCase, "Any further column is named by templates as `{{case.COLUMN}}`."),
            table("A model", .model), table("`price` of a model", .price),
            table("A scorer", .scorer), table("`input` of a model in ONNX's format", .scorerInput),
            table("`output` of a model in ONNX's format", .scorerOutput),
        ]
        for entry in providerCatalog.entries {
            blocks.append(table("Provider `\(entry.name)`", .provider(entry.name), entry.summary))
        }
        blocks += [
            stepTypes, table("A step that calls a model", .call), table("`parallel_group`", .group),
            table("`stop` of a group", .stop),
            table("`resources` of a step or branch", .resources),
            table("A branch in `parallel_steps`", .branch, "A `parallel_group` may stand there too, without `depends_on`."),
            table("`merge_results`", .merge), table("`split_input`", .split), list("Split strategies", splitStrategyCatalog),
            table("A text of `items` with tags", .item), table("`batch_process`", .batch),
        ]
        for entry in mergeStrategyCatalog.entries {
            blocks.append(table("`params` of `\(entry.name)`", .strategy(entry.name), entry.summary))
        }
        for entry in compositionCatalog.entries {
            blocks.append(table("`params` of mode `\(entry.name)`", .mode(entry.name), entry.summary))
        }
        return blocks.joined(separator: "\n\n")
    }

    private func table(_ heading: String, _ mapping: PipelineMapping, _ text: String? = nil) -> String {
        let keys = mapping == .aCase ? SchemaKey.cases.map { OptionKey($0.name, .any) } : reads.keys[mapping] ?? []
        let rows = keys.map { row($0, in: mapping) }
        let head = ["### \(heading)"] + [text].compactMap { $0 }
        guard !rows.isEmpty else { return (head + ["It has no keys of its own."]).joined(separator: "\n\n") }
        return (head + [(["| key | value | default | meaning |", "| --- | --- | --- | --- |"] + rows).joined(separator: "\n")])
            .joined(separator: "\n\n")
    }

    private func row(_ key: OptionKey, in mapping: PipelineMapping) -> String {
        let known = SchemaKey.find(key.name, in: mapping)
        let value = known?.shape?.inWords { words[$0] ?? [] } ?? key.inWords
        let fallback = known?.fallback ?? key.fallback ?? (key.isRequired ? "needed" : "")
        let cells = [value, fallback, known?.text ?? ""].map { $0.replacing("|", with: "\\|") }
        return "| `\(key.name)` | \(cells.joined(separator: " | ")) |"
    }

    private func list<Product>(_ heading: String, _ catalog: Catalog<Product>) -> String {
        let rows = catalog.entries.map { "| `\($0.name)` | \($0.summary.replacing("|", with: "\\|")) |" }
        return "### \(heading)\n\n" + (["| name | meaning |", "| --- | --- |"] + rows).joined(separator: "\n")
    }

    private var stepTypes: String {
        let rows = StepType.allCases.filter(\.generates).map {
            "| `\($0.rawValue)` | \($0.input?.rawValue ?? "") | \($0.output?.rawValue ?? "") |"
        }
        return "### Step types that call a model\n\n"
            + (["| step type | takes | gives |", "| --- | --- | --- |"] + rows).joined(separator: "\n")
    }
}
