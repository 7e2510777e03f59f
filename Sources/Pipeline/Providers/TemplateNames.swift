import Catalogs

/// What a template of a provider may name, and the values for one call.
enum TemplateNames {
    /// Problems for holes that no value will ever fill.
    static func problems(in templates: [Template], for use: ProviderUse, allowing extra: [String] = []) -> [Problem] {
        var problems: [Problem] = []
        for template in templates {
            for name in template.names where !isKnown(name, for: use, allowing: extra) {
                problems.append(
                    Problem(
                        "nothing is called '{{\(name)}}' for branch '\(use.branch)'", at: template.place,
                        length: name.unicodeScalars.count + 4,
                        remedy: suggestion(for: name, among: known(for: use) + extra)))
            }
        }
        return problems
    }

    /// Problems for holes in parameters, which are filled before the model's own.
    static func problems(inParams templates: [String: Template], for use: ProviderUse) -> [Problem] {
        let bare = ProviderUse(
            branch: use.branch, place: use.place, params: [:], cases: use.cases, takesItems: use.takesItems, steps: use.steps,
            numbers: use.numbers, type: use.type)
        return templates.keys.sorted().flatMap { key in templates[key].map { problems(in: [$0], for: bare) } ?? [] }
    }

    /// Warnings for parameters that no template uses: a branch that differs only there is the same model twice.
    static func unused(in templates: [Template], for use: ProviderUse) -> [Problem] {
        let used = Set(templates.flatMap(\.names))
        // These two stand in place of the prompt.
        let always = ["output_file"] + (used.contains("prompt") ? ["prompt", "text_override"] : [])
        return use.params.keys.sorted().filter { !always.contains($0) && !used.contains("params.\($0)") }.map {
            Problem(
                "parameter '\($0)' of branch '\(use.branch)' is not used by its model", at: use.place,
                remedy: "name it as {{params.\($0)}}, or leave it out", severity: .warning)
        }
    }

    static func value(_ name: String, in request: GenerationRequest, output: String?) -> String? {
        switch name {
        case "prompt": request.input.prompt
        case "input": request.input.input
        case "reference", "case.reference": request.input.reference
        case "transcript", "case.transcript": request.input.transcript
        case "case.id": request.input.id
        case "seed": String(request.seed)
        case "repeat": String(request.cell.repeat)
        case "model": request.model
        case "output": output
        default:
            if name.hasPrefix("case.") {
                request.input.columns[String(name.dropFirst(5))]
            } else if name.hasPrefix("params.") {
                request.params[String(name.dropFirst(7))]
            } else {
                step(name).flatMap { request.steps[$0] }
            }
        }
    }

    /// The id in `steps.ID.output` or `step_N.output`.
    private static func step(_ name: String) -> String? {
        if let match = name.wholeMatch(of: /steps\.(.+)\.output/) { return String(match.1) }
        return name.wholeMatch(of: /(step_\d+)\.output/).map { String($0.1) }
    }

    private static func isReachable(_ step: String, for use: ProviderUse) -> Bool {
        if use.steps.contains(step) { return true }
        return StepGraph.position(step, of: use.numbers.count).map { use.steps.contains(use.numbers[$0]) } ?? false
    }

    /// Whether every call will have a prompt: from its case, a parameter, a step before, an item.
    static func hasPrompt(_ use: ProviderUse) -> Bool { isKnown("prompt", for: use, allowing: []) }

    private static func isKnown(_ name: String, for use: ProviderUse, allowing extra: [String]) -> Bool {
        switch name {
        case "case.id", "seed", "repeat", "model": true
        case "prompt":
            use.takesItems || !use.steps.isEmpty || use.params["prompt"] != nil
                || (use.type == .textToSpeech && use.params["text_override"] != nil) || use.cases.allSatisfy { $0.prompt != nil }
        case "input": use.takesItems || !use.steps.isEmpty || use.cases.allSatisfy { $0.input != nil }
        case "reference", "case.reference": use.cases.allSatisfy { $0.reference != nil }
        case "transcript", "case.transcript": use.cases.allSatisfy { $0.transcript != nil }
        default:
            extra.contains(name) || step(name).map { isReachable($0, for: use) } ?? false
                || name.hasPrefix("params.") && use.params[String(name.dropFirst(7))] != nil
                || name.hasPrefix("case.") && use.cases.allSatisfy { $0.columns[String(name.dropFirst(5))] != nil }
        }
    }

    private static func known(for use: ProviderUse) -> [String] {
        let columns =
            use.cases.first.map { first in first.columns.keys.filter { key in use.cases.allSatisfy { $0.columns[key] != nil } } } ?? []
        return ["prompt", "case.id", "seed", "repeat", "model"] + use.params.keys.sorted().map { "params.\($0)" }
            + columns.sorted().map { "case.\($0)" } + use.steps.map { "steps.\($0).output" }
    }
}
