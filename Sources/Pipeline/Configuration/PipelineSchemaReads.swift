import Catalogs
import Composing
import Scoring

/// A mapping of a pipeline file, each with keys of its own.
package enum PipelineMapping: Sendable, Hashable {
    case pipeline, aCase, model, price, call, group, branch, nestedGroup, merge, split, item, batch, stop, scorer, scorerInput,
        scorerOutput, resources
    /// Keys of one provider beside those of every model.
    case provider(String)
    /// `params` of a merge strategy, of a composition mode.
    case strategy(String)
    case mode(String)
    /// Keys of a group that files of an older tool write under `params`.
    case groupParams
}

/// Every key that the readers of a pipeline ask for, learnt by letting them read small samples.
package struct PipelineReads: Sendable {
    /// In order of reading.
    package let keys: [PipelineMapping: [OptionKey]]

    /// - Parameter data: a planner needs it; no profile is looked at.
    package init(data: ScoringData) {
        var keys: [PipelineMapping: [OptionKey]] = [:]
        let first = Self.reads(Self.sample(groupParams: []), data: data)
        let groupKeys = Set((first["parallel_group"] ?? []).map(\.name)).subtracting(["type", "params"])
        let all = Self.reads(Self.sample(groupParams: groupKeys.sorted()), data: data)
        for (owner, mapping) in Self.owners { keys[mapping] = all[owner] }
        keys[.price] = all["a price"]
        keys[.stop] = all["stop"]
        keys[.resources] = all["resources"]
        keys[.scorer] = all["scorer 'sample'"]
        keys[.scorerInput] = all["'input' of a scorer"]
        keys[.scorerOutput] = all["'output' of a scorer"]
        for entry in providerCatalog.entries {
            keys[.provider(entry.name)] = Self.keys(entry)
        }
        let models = providerCatalog.names.map { all["model '\($0)'"] ?? [] }
        let common = (models.first ?? []).filter { key in models.allSatisfy { $0.contains { $0.name == key.name } } }
        keys[.model] = common
        for name in providerCatalog.names {
            keys[.provider(name)] = (keys[.provider(name)] ?? []).filter { key in !common.contains { $0.name == key.name } }
        }
        for entry in mergeStrategyCatalog.entries { keys[.strategy(entry.name)] = Self.keys(entry) }
        for entry in compositionCatalog.entries { keys[.mode(entry.name)] = Self.keys(entry) }
        self.keys = keys
    }

    /// What readers call their mappings.
    private static let owners: [(String, PipelineMapping)] = [
        ("the pipeline", .pipeline), (StepType.textToImage.rawValue, .call), (StepType.parallelGroup.rawValue, .group),
        ("a branch", .branch), ("a group inside a group", .nestedGroup), (StepType.mergeResults.rawValue, .merge),
        (StepType.splitInput.rawValue, .split), ("an item", .item), (StepType.batchProcess.rawValue, .batch),
        ("params of parallel_group", .groupParams),
    ]

    /// What an entry asks for when nobody wrote anything.
    private static func keys<Product>(_ entry: Catalog<Product>.Entry) -> [OptionKey] {
        var options = Options(of: entry.name)
        _ = entry.make(&options)
        return options.keys
    }

    private static func reads(_ sample: String, data: ScoringData) -> [String: [OptionKey]] {
        let reads = ReadRecord.reads {
            // The sample is full of holes; what the planner says to that is of no interest here.
            guard let file = try? PipelineFile(source: sample, name: "sample", path: "/sample") else { return }
            var planner = Planner(file, data: data)
            _ = try? planner.plan()
        }
        return Dictionary(reads.map { ($0.owner, $0.keys) }) { first, _ in first }
    }

    /// Each kind of mapping once, and each strategy that reads keys of its own.
    private static func sample(groupParams: [String]) -> String {
        let params = groupParams.map { "\($0): x" }.joined(separator: ", ")
        var lines = ["scorers: {sample: {fills: x}}", "models:"]
        lines += providerCatalog.names.map { "  \($0): {provider: \($0), price: {usd: 1}}" }
        lines += ["steps:"]
        lines += StepType.allCases.map { "  - {type: \($0.rawValue)}" }
        lines += splitStrategyCatalog.names.map { "  - {type: split_input, split_strategy: \($0), items: [{text: x}]}" }
        lines += [
            "  - {type: parallel_group, parallel_steps: [{type: text_to_image}, {type: parallel_group}]}",
            "  - {type: parallel_group, params: {\(params)}, stop: {when: decided}}",
            "  - {type: text_to_image, resources: {gpus: 1}}",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
