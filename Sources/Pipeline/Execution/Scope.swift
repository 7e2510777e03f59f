import Media

/// What a walk over steps starts from: one case (or one item of a list in it), one repeat.
struct Scope: Sendable {
    let input: Case
    let `repeat`: Int
    /// Where it stands among all that wants to run; lower is served first.
    let order: [Int]
    /// What the first step takes: the item of a batch; nil for the case itself.
    var item: Flow?
    /// Outputs of steps outside a batch, for templates.
    var outside: [String: Flow] = [:]
    /// Fire when nothing of this scope is wanted any more.
    var stops: [StopSignal] = []

    /// The scope of item `index` of a list.
    func item(_ index: Int, of count: Int, _ item: FlowItem, prompt: String?) -> Scope {
        Scope(
            input: input.item(index, of: count, item, prompt: prompt), repeat: self.repeat, order: order + [index],
            item: Flow(items: [item], isList: false, prompt: item.text ?? prompt), outside: outside, stops: stops)
    }
}

extension Case {
    /// The case that one item of a list makes: `CASE.01`, with the item as its input or prompt.
    func item(_ index: Int, of count: Int, _ item: FlowItem, prompt: String?) -> Case {
        let width = max(2, String(count).count)
        let number = String(index + 1)
        var made = Case(
            id: "\(id).\(String(repeating: "0", count: width - number.count))\(number)", prompt: item.text ?? prompt,
            input: item.path, tags: tags + item.tags, columns: columns)
        // What is known of the whole need not hold for a part of it.
        if item.kind != .text {
            made.reference = reference
            made.transcript = transcript
        }
        return made
    }

    /// The same case with what flows into a step in place of its own prompt and input.
    func taking(_ item: FlowItem?, prompt: String?) -> Case {
        var made = self
        made.prompt = item?.text ?? prompt
        if let path = item?.path { made.input = path }
        // The words to be heard are those that the step is given.
        if item?.text != nil { made.transcript = nil }
        return made
    }
}
