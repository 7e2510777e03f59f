import Pipeline

/// What services did otherwise than they were asked: refusals, rewritten prompts, another seed, size or model.
struct ServiceNotes {
    let lines: [String]

    init(_ comparison: Comparison) {
        let results = comparison.cases.flatMap(\.results)
        var branches: [String] = []
        for result in results where !branches.contains(result.branch) { branches.append(result.branch) }
        lines = branches.flatMap { branch in Self.lines(branch, results.filter { $0.branch == branch }) }
    }

    private static func lines(_ branch: String, _ results: [ResultRecord]) -> [String] {
        var lines: [String] = []
        let filtered = results.count { $0.error?.code == "filtered" }
        if filtered > 0 {
            lines.append("\(branch): the provider refused \(Quantity.count(filtered, "prompt", "prompts")); a refusal is no score.")
        }
        let rewritten = results.count { $0.returned?.revisedPrompt != nil }
        if rewritten > 0 {
            lines.append(
                "\(branch): the provider rewrote the prompt of \(Quantity.count(rewritten, "output", "outputs")) before the model saw it.")
        }
        let different = results.filter { !($0.returned?.differences ?? []).isEmpty }
        if let first = different.first?.returned?.differences?.first {
            let more = different.count > 1 ? " (and so in \(different.count) outputs)" : ""
            lines.append("\(branch): \(first)\(more).")
        }
        return lines
    }
}
