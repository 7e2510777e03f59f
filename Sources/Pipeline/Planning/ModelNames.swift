import Catalogs

/// The model names of one pipeline: those of its `models:` and the built-in ones.
struct ModelNames {
    struct Definition {
        let provider: any ModelProvider
        let providerName: String
        let fingerprint: String
        /// What a parameter's value is called by the model: `values: {voice: {rachel: en-us+f3}}`.
        let values: [String: [String: String]]
    }

    private var definitions: [String: Definition] = [:]
    private(set) var problems: [Problem] = []

    init() {
        var options = Options(of: "model 'demo'")
        definitions["demo"] = Definition(
            provider: DemoProvider(options: &options), providerName: DemoProvider.name, fingerprint: "", values: [:])
    }

    /// Reads one entry of `models:`.
    mutating func define(_ entry: Settings.Entry) {
        var options = Options(entry.value, of: "model '\(entry.key)'")
        guard let name = options.requiredText("provider") else {
            problems += options.problems
            return
        }
        let values = readValues(&options)
        guard let catalogEntry = providerCatalog.entry(name) else {
            problems += options.problems + [providerCatalog.unknown(name, at: entry.value["provider"]?.place)]
            return
        }
        let provider = catalogEntry.make(&options)
        options.finish()
        problems += options.problems
        definitions[entry.key] = Definition(provider: provider, providerName: name, fingerprint: Self.flat(entry.value), values: values)
    }

    /// The definition, or the problem of an unknown name.
    func find(_ name: String, at place: SourcePlace) throws(Problem) -> Definition {
        if let definition = definitions[name] { return definition }
        throw Problem(
            "no model called '\(name.prefix(60))'", at: place, length: name.unicodeScalars.count,
            remedy: nearestName(to: name, among: definitions.keys.sorted()).map { "did you mean '\($0)'?" }
                ?? "define it under 'models:' with a provider: \(providerCatalog.names.joined(separator: ", "))")
    }

    private func readValues(_ options: inout Options) -> [String: [String: String]] {
        var values: [String: [String: String]] = [:]
        for parameter in options.value("values")?.entries ?? [] {
            for name in parameter.value.entries ?? [] {
                if let text = name.value.text { values[parameter.key, default: [:]][name.key] = text }
            }
            if parameter.value.entries == nil {
                options.report(
                    "'values' maps each parameter's values to the model's own", at: parameter.value,
                    remedy: "values: {voice: {rachel: en-us}}")
            }
        }
        return values
    }

    /// The settings as one line of text, the same for the same settings.
    private static func flat(_ settings: Settings) -> String {
        switch settings.content {
        case .null: ""
        case .scalar(let text, _): text
        case .list(let items): "[" + items.map(flat).joined(separator: "\u{1F}") + "]"
        case .map(let entries):
            "{" + entries.sorted { $0.key < $1.key }.map { "\($0.key)=\(flat($0.value))" }.joined(separator: "\u{1F}") + "}"
        }
    }
}
