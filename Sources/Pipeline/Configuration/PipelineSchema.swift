import Catalogs
import Composing
import Scoring

/// What a pipeline file may hold, as a JSON Schema for editors and as tables for people; both made from what the readers read.
///
/// Only words that draft 7 knew as well are used, with `$defs` for parts: editors lag behind the draft.
package struct PipelineSchema: Sendable {
    let reads: PipelineReads
    let words: [SchemaWords: [String]]

    package init(data: ScoringData) {
        reads = PipelineReads(data: data)
        words = [
            .stepTypes: StepType.allCases.map(\.rawValue), .mergeStrategies: mergeStrategyCatalog.names,
            .splitStrategies: splitStrategyCatalog.names, .compositionModes: compositionCatalog.names,
            .providers: providerCatalog.names, .profiles: data.profiles.map(\.name).sorted() + ["none"], .reports: ReportNames.known,
            .priceUnits: UnitPrice.Unit.allCases.map(\.rawValue),
        ]
    }

    /// The schema, ready to be printed.
    package var document: SchemaNode {
        object(.pipeline).adding([
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "bakeoff pipeline",
            "description": "Steps over cases: the same prompts, competing models, one verdict.", "$defs": .map(parts),
        ])
    }

    private var parts: [String: SchemaNode] {
        var parts: [String: SchemaNode] = [
            "case_file": ["type": "string", "pattern": "\\.(txt|csv|jsonl)$"], "case": aCase, "model": model,
            "price": object(.price), "stop": object(.stop), "resources": object(.resources), "scorer": object(.scorer),
            "scorer_input": object(.scorerInput),
            "scorer_output": object(.scorerOutput), "item": object(.item), "call": object(.call),
            "call_branch": object(.branch),
            "split_input": object(.split), "batch_process": object(.batch), "merge_results": merging(.merge, params: "params"),
            "parallel_group": merging(.group, params: "group_params"), "nested_group": merging(.nestedGroup, params: "group_params"),
        ]
        let generating = StepType.allCases.filter(\.generates)
        let group = (types: [StepType.parallelGroup], part: "parallel_group")
        let merge = (types: [StepType.mergeResults], part: "merge_results")
        parts["branch"] = byType([(generating, "call_branch"), ([.parallelGroup], "nested_group")])
        parts["inner_step"] = byType([(generating, "call"), group, merge])
        parts["step"] = byType([
            (generating, "call"), group, merge, ([.splitInput], "split_input"), ([.batchProcess], "batch_process"),
        ])
        for (name, node) in strategyParams(name: "params", beside: []) { parts[name] = node }
        for (name, node) in strategyParams(name: "group_params", beside: reads.keys[.groupParams] ?? []) { parts[name] = node }
        return parts
    }

    // MARK: Objects

    /// The mapping with all its keys, and no other.
    private func object(_ mapping: PipelineMapping) -> SchemaNode {
        object((reads.keys[mapping] ?? []).map { ($0, mapping) })
    }

    private func object(_ keys: [(OptionKey, PipelineMapping)]) -> SchemaNode {
        var properties: [String: SchemaNode] = [:]
        for (key, mapping) in keys { properties[key.name] = node(key, in: mapping) }
        let required = keys.map(\.0).filter(\.isRequired).map(\.name)
        let node: SchemaNode = ["type": "object", "properties": .map(properties), "additionalProperties": false]
        return required.isEmpty ? node : node.adding(["required": .texts(required)])
    }

    private func node(_ key: OptionKey, in mapping: PipelineMapping) -> SchemaNode {
        let known = SchemaKey.find(key.name, in: mapping)
        let node = known?.shape?.node { words[$0] ?? [] } ?? key.node
        return node.adding(["description": .text(known?.text ?? "")])
    }

    /// Any further column is text or a number that templates name as `{{case.COLUMN}}`.
    private var aCase: SchemaNode {
        var properties: [String: SchemaNode] = [:]
        for key in SchemaKey.cases { properties[key.name] = node(OptionKey(key.name, .any), in: .aCase) }
        return ["type": "object", "properties": .map(properties), "additionalProperties": SchemaShape.plain.node { _ in [] }]
    }

    // MARK: What depends on a word

    /// A mapping whose keys depend on its provider.
    private var model: SchemaNode {
        let common = (reads.keys[.model] ?? []).map { ($0, PipelineMapping.model) }
        let branches = providerCatalog.names.map { name in
            let own = (reads.keys[.provider(name)] ?? []).map { ($0, PipelineMapping.provider(name)) }
            return condition("provider", [name], then: object(common + own))
        }
        return head("provider", words[.providers] ?? [], "Who makes the outputs.", branches)
    }

    private func byType(_ parts: [(types: [StepType], part: String)]) -> SchemaNode {
        let names = parts.flatMap(\.types).map(\.rawValue)
        return head(
            "type", names, "What the step does.",
            parts.map { condition("type", $0.types.map(\.rawValue), then: ["$ref": .text("#/$defs/\($0.part)")]) })
    }

    private func head(_ key: String, _ values: [String], _ text: String, _ conditions: [SchemaNode]) -> SchemaNode {
        [
            "type": "object", "required": .texts([key]), "allOf": .list(conditions),
            "properties": .map([key: ["enum": .texts(values), "description": .text(text)]]),
        ]
    }

    private func condition(_ key: String, _ values: [String], then node: SchemaNode) -> SchemaNode {
        ["if": ["required": .texts([key]), "properties": .map([key: ["enum": .texts(values)]])], "then": node]
    }

    /// A mapping whose `params` depend on its `merge_strategy`.
    private func merging(_ mapping: PipelineMapping, params: String) -> SchemaNode {
        func takes(_ part: String) -> SchemaNode { ["properties": ["params": ["$ref": .text("#/$defs/\(part)")]]] }
        let named = mergeStrategyCatalog.names.map { condition("merge_strategy", [$0], then: takes("\(params).\($0)")) }
        let unnamed: SchemaNode = ["if": ["not": ["required": ["merge_strategy"]]], "then": takes(params)]
        return object(mapping).adding(["allOf": .list(named + [unnamed])])
    }

    /// `params` of each strategy, and of all together where none is named beside it.
    private func strategyParams(name: String, beside more: [OptionKey]) -> [(String, SchemaNode)] {
        let beside = more.map { ($0, PipelineMapping.groupParams) }
        func keys(_ mapping: PipelineMapping) -> [(OptionKey, PipelineMapping)] { (reads.keys[mapping] ?? []).map { ($0, mapping) } }
        let modes = compositionCatalog.names.map { mode in (mode, keys(.mode(mode))) }
        let all = modes.flatMap { $0.1 } + mergeStrategyCatalog.names.flatMap { keys(.strategy($0)) }
        var parts = [(name, object(beside + all))]
        for strategy in mergeStrategyCatalog.names {
            guard strategy == CombineOutputs.name else {
                parts.append(("\(name).\(strategy)", object(beside + keys(.strategy(strategy)))))
                continue
            }
            let own = keys(.strategy(strategy))
            let byMode = modes.map { condition("mode", [$0.0], then: object(beside + own + $0.1)) }
            let unnamed: SchemaNode = ["if": ["not": ["required": ["mode"]]], "then": object(beside + own + modes.flatMap { $0.1 })]
            parts.append(("\(name).\(strategy)", ["type": "object", "allOf": .list(byMode + [unnamed])]))
        }
        return parts
    }
}
