import Catalogs

/// A parameter that a service takes, and what its values may be.
struct ServiceParameter: Sendable {
    enum Rule: Sendable {
        case text
        case number(ClosedRange<Double>)
        case whole(ClosedRange<Int>)
        case flag
        case choice([String])
    }

    let name: String
    let rule: Rule
    /// True for what every call must have.
    var isRequired = false

    init(_ name: String, _ rule: Rule, isRequired: Bool = false) {
        self.name = name
        self.rule = rule
        self.isRequired = isRequired
    }

    /// The value as the service wants it; nil when the text is none.
    func json(_ text: String) -> JSONValue? {
        switch rule {
        case .text: return .text(text)
        case .number(let range): return Double(text).flatMap { range.contains($0) ? .number($0) : nil }
        case .whole(let range): return Int(text).flatMap { range.contains($0) ? .number(Double($0)) : nil }
        case .flag: return ["true": .flag(true), "false": .flag(false)][text]
        case .choice(let allowed): return allowed.contains(text) ? .text(text) : nil
        }
    }

    /// What is expected, in words.
    var expectation: String {
        switch rule {
        case .text: "text"
        case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .flag: "true or false"
        case .choice(let allowed): "one of \(allowed.joined(separator: ", "))"
        }
    }

    /// Reads `parameters:` of a model entry: those that this model has beside the ones all models of the service share.
    static func read(_ options: inout Options) -> [ServiceParameter] {
        (options.value("parameters")?.entries ?? []).compactMap { entry in
            var inner = Options(entry.value, of: "parameter '\(entry.key)'")
            let kind = inner.choice("type", of: ["text", "number", "whole", "flag"]) ?? "text"
            let (low, high) = (inner.number("minimum", in: -1e15...1e15) ?? -1e15, inner.number("maximum", in: -1e15...1e15) ?? 1e15)
            let values = inner.texts("values")
            inner.finish()
            options.add(inner.problems)
            if low > high { options.report("'minimum' is above 'maximum'", at: entry.value) }
            guard low <= high else { return nil }
            if let values { return ServiceParameter(entry.key, .choice(values)) }
            switch kind {
            case "number": return ServiceParameter(entry.key, .number(low...high))
            case "whole": return ServiceParameter(entry.key, .whole(Int(low.rounded(.up))...max(Int(low.rounded(.up)), Int(high))))
            case "flag": return ServiceParameter(entry.key, .flag)
            default: return ServiceParameter(entry.key, .text)
            }
        }
    }
}

extension [ServiceParameter] {
    /// These, those of the same name replaced, and the further ones.
    func replaced(by more: [ServiceParameter]) -> [ServiceParameter] {
        filter { parameter in !more.contains { $0.name == parameter.name } } + more
    }

    /// What is wrong with the parameters of a branch: unknown names, values out of range, what is missing.
    func problems(with params: [String: String], for use: ProviderUse, of provider: String) -> [Problem] {
        let shared = ["output_file", "prompt", "text_override", "seed"]
        var problems: [Problem] = []
        for key in params.keys.sorted() where !shared.contains(key) {
            guard let parameter = first(where: { $0.name == key }) else {
                problems.append(
                    Problem(
                        "\(provider) has no parameter '\(key)' for \(use.type.rawValue)", at: use.place,
                        remedy: suggestion(for: key, among: map(\.name) + ["seed"])))
                continue
            }
            let value = params[key] ?? ""
            if !value.contains("{{"), parameter.json(value) == nil {
                problems.append(
                    Problem(
                        "'\(key)' of branch '\(use.branch)' must be \(parameter.expectation), found \"\(value.prefix(60))\"", at: use.place)
                )
            }
        }
        if let seed = params["seed"], !seed.contains("{{"), UInt64(seed) == nil {
            problems.append(
                Problem("'seed' of branch '\(use.branch)' must be a whole number from 0, found \"\(seed.prefix(60))\"", at: use.place))
        }
        for parameter in self where parameter.isRequired && params[parameter.name] == nil {
            problems.append(
                Problem(
                    "branch '\(use.branch)' needs '\(parameter.name)'", at: use.place,
                    remedy: "params: {\(parameter.name): …}, \(parameter.expectation)"))
        }
        return problems
    }
}
