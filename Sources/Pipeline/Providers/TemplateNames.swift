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

    /// Warnings for parameters that no template uses: a branch that differs only there is the same model twice.
    static func unused(in templates: [Template], for use: ProviderUse) -> [Problem] {
        let used = Set(templates.flatMap(\.names))
        return use.params.keys.sorted().filter { $0 != "output_file" && !used.contains("params.\($0)") }.map {
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
                nil
            }
        }
    }

    private static func isKnown(_ name: String, for use: ProviderUse, allowing extra: [String]) -> Bool {
        switch name {
        case "case.id", "seed", "repeat", "model": true
        case "prompt": use.cases.allSatisfy { $0.prompt != nil }
        case "input": use.cases.allSatisfy { $0.input != nil }
        case "reference", "case.reference": use.cases.allSatisfy { $0.reference != nil }
        case "transcript", "case.transcript": use.cases.allSatisfy { $0.transcript != nil }
        default:
            extra.contains(name)
                || name.hasPrefix("params.") && use.params[String(name.dropFirst(7))] != nil
                || name.hasPrefix("case.") && use.cases.allSatisfy { $0.columns[String(name.dropFirst(5))] != nil }
        }
    }

    private static func known(for use: ProviderUse) -> [String] {
        let columns =
            use.cases.first.map { first in first.columns.keys.filter { key in use.cases.allSatisfy { $0.columns[key] != nil } } } ?? []
        return ["prompt", "case.id", "seed", "repeat", "model"] + use.params.keys.sorted().map { "params.\($0)" }
            + columns.sorted().map { "case.\($0)" }
    }
}
