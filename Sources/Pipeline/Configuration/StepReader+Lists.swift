import Catalogs

extension StepReader {
    /// The keys of `merge_results`.
    func merge(_ options: inout Options) -> MergeSettings {
        let strategy = options.text("merge_strategy", default: "collect_all")
        return MergeSettings(
            strategy: strategy, place: options.settings["merge_strategy"]?.place ?? options.place, scoring: options.value("scoring"),
            params: options.value("params") ?? .empty(at: options.place))
    }

    /// The keys of `batch_process`; its steps may also be called `parallel_steps`.
    mutating func batch(_ options: inout Options) -> BatchSettings {
        let maxWorkers = options.whole("max_workers", in: 1...4_096) ?? 3
        let steps = options.list("steps")
        let other = options.list("parallel_steps")
        let inner = steps ?? other
        if inner == nil || inner?.isEmpty == true {
            options.report("batch_process needs 'steps', the steps that every item goes through")
        }
        let allowed = StepType.allCases.filter { $0 != .splitInput && $0 != .batchProcess }
        return BatchSettings(steps: self.steps(inner ?? [], among: allowed), maxWorkers: maxWorkers)
    }

    /// The keys of `split_input`.
    func split(_ options: inout Options) -> SplitSettings {
        let name = options.text("split_strategy", default: Duplicate.name)
        let place = options.settings["split_strategy"]?.place ?? options.place
        let items = options.list("items")
        let parts = options.choice("by", of: TextParts.allCases.map(\.rawValue)).flatMap(TextParts.init)
        if items != nil, parts != nil {
            options.report("'items' and 'by' cannot stand together", at: options.settings["by"], remedy: "keep one of them")
        }
        var strategy: (any SplitStrategy)?
        if splitStrategyCatalog.entry(name) == nil {
            options.add([splitStrategyCatalog.unknown(name, at: place)])
            for key in ["assign", "command"] { _ = options.value(key) }
        } else {
            strategy = splitStrategyCatalog.make(name, options: &options)
        }
        let source: InputSplit.Source =
            if let items { .items(items.compactMap { item($0, &options) }) } else if let parts { .parts(parts) } else { .flow }
        if items?.isEmpty == true { options.report("'items' is empty", at: options.settings["items"]) }
        return SplitSettings(strategyName: name, strategyPlace: place, strategy: strategy, source: source)
    }

    private func item(_ settings: Settings, _ options: inout Options) -> SplitItem? {
        if let text = settings.text { return SplitItem(text: text) }
        var inner = Options(settings, of: "an item")
        let text = inner.requiredText("text")
        let tags = inner.texts("tags") ?? []
        inner.finish()
        options.add(inner.problems)
        return text.map { SplitItem(text: $0, tags: tags) }
    }
}
