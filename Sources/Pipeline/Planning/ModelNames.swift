import Catalogs
import Foundation
import Media

/// The model names of one pipeline: those of its `models:` and the built-in ones.
struct ModelNames {
    struct Definition {
        let provider: any ModelProvider
        let providerName: String
        let fingerprint: String
        /// What a parameter's value is called by the model: `values: {voice: {rachel: en-us+f3}}`.
        let values: [String: [String: String]]
        /// nil is unknown.
        let price: UnitPrice?
        let limits: ModelLimits
        /// What the catalog says it is for; nil is all that the provider serves.
        var steps: [StepType]?
        /// The catalog's name that it is another name of.
        var alias: String?
    }

    private var definitions: [String: Definition] = [:]
    private(set) var problems: [Problem] = []

    init() {
        var options = Options(of: "model 'demo'")
        definitions["demo"] = Definition(
            provider: DemoProvider(options: &options), providerName: DemoProvider.name, fingerprint: "", values: [:],
            price: .free, limits: ModelLimits())
    }

    /// Reads one entry of `models:`.
    mutating func define(_ entry: Settings.Entry) {
        let read = Self.read(entry)
        problems += read.problems
        definitions[entry.key] = read.definition
    }

    private static func read(_ entry: Settings.Entry, isInCatalog: Bool = false) -> (definition: Definition?, problems: [Problem]) {
        var options = Options(entry.value, of: "model '\(entry.key)'")
        let steps = isInCatalog ? options.texts("steps")?.compactMap(StepType.init) : nil
        guard let name = options.requiredText("provider") else {
            return (nil, options.problems)
        }
        let values = readValues(&options)
        let price = readPrice(&options)
        let limits = ModelLimits(
            maxConcurrent: options.whole("max_concurrent", in: 1...4_096), perMinute: options.number("requests_per_minute", in: 0.01...1e6))
        guard let catalogEntry = providerCatalog.entry(name) else {
            return (nil, options.problems + [providerCatalog.unknown(name, at: entry.value["provider"]?.place)])
        }
        let provider = catalogEntry.make(&options)
        options.finish()
        let definition = Definition(
            provider: provider, providerName: name, fingerprint: flat(entry.value, without: notInFingerprint), values: values,
            price: price ?? (type(of: provider).isFree ? .free : nil), limits: limits, steps: steps)
        return (definition, options.problems)
    }

    /// The catalog's model of this name, through aliases.
    private func known(_ name: String) -> (definition: Definition?, problems: [Problem])? {
        let catalog = ModelCatalog.shipped.entries
        guard let entry = catalog[name] else { return nil }
        guard let alias = entry.value["alias"]?.text else { return Self.read(entry, isInCatalog: true) }
        guard let target = catalog[alias], target.value["alias"] == nil else {
            return (nil, [Problem("the model catalog has no '\(alias)'", at: entry.value.place)])
        }
        var read = Self.read(target, isInCatalog: true)
        read.definition?.alias = alias
        return read
    }

    /// Every model that needs no entry under `models:`, by name; with what is wrong in the catalog.
    func wellKnown() -> [(name: String, definition: Definition?, problems: [Problem])] {
        definitions.keys.sorted().map { ($0, definitions[$0], []) }
            + ModelCatalog.shipped.entries.keys.sorted().compactMap { name in known(name).map { (name, $0.definition, $0.problems) } }
    }

    /// The definition, or the problem of an unknown name.
    func find(_ name: String, at place: SourcePlace) throws(Problem) -> Definition {
        if let definition = definitions[name] { return definition }
        if let known = known(name) {
            if let definition = known.definition, known.problems.isEmpty { return definition }
            throw known.problems.first ?? Problem("the model catalog has no usable '\(name)'", at: place)
        }
        if let unreadable = ModelCatalog.shipped.problems.first { throw unreadable }
        throw Problem(
            "no model called '\(name.prefix(60))'", at: place, length: name.unicodeScalars.count,
            remedy: nearestName(to: name, among: definitions.keys.sorted() + ModelCatalog.shipped.entries.keys.sorted()).map {
                "did you mean '\($0)'?"
            }
                ?? "define it under 'models:' with a provider: \(providerCatalog.names.joined(separator: ", "))")
    }

    /// True for a model that is files which exist already.
    func isFiles(_ name: String) -> Bool { definitions[name]?.providerName == FilesProvider.name }

    /// What a model costs and how hard it may be called changes nothing in what it gives; the environment may hold keys.
    private static let notInFingerprint: Set = ["price", "max_concurrent", "requests_per_minute", "env", "key", "steps"]

    /// `price: 0.04`, or with its unit, source and date.
    private static func readPrice(_ options: inout Options) -> UnitPrice? {
        guard let value = options.value("price") else { return nil }
        if value.entries == nil { return options.number("price", in: 0...1e6).map { UnitPrice(amount: $0) } }
        var inner = Options(value, of: "a price")
        let amount = inner.number("usd", in: 0...1e6)
        if amount == nil, inner.settings["usd"] == nil { inner.report("a price needs 'usd'", remedy: "price: {usd: 0.04, per: image}") }
        let unit = inner.choice("per", of: UnitPrice.Unit.allCases.map(\.rawValue)).flatMap(UnitPrice.Unit.init) ?? .output
        let (source, date) = (inner.text("source"), inner.text("date"))
        inner.finish()
        options.add(inner.problems)
        return amount.map { UnitPrice(amount: $0, unit: unit, source: source, date: date) }
    }

    private static func readValues(_ options: inout Options) -> [String: [String: String]] {
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

    /// The settings as one line of text, the same for the same settings. A value from the environment counts by its hash, so that
    /// another `${VOICE}` is another call, unless its name says that it is a secret: a new key changes no output.
    private static func flat(_ settings: Settings, without left: Set<String> = []) -> String {
        switch settings.content {
        case .null: return ""
        case .scalar(let text, _):
            let environment = ProcessInfo.processInfo.environment
            return text.replacing(/\$\{\s*([^}]+?)\s*\}/) { match in
                let isSecret = ["KEY", "TOKEN", "SECRET", "PASSWORD"].contains { match.1.uppercased().contains($0) }
                let value = environment[String(match.1)] ?? ""
                return isSecret ? String(match.0) : "${\(match.1)=\(sha256Hex(Array(value.utf8)))}"
            }
        case .list(let items): return "[" + items.map { flat($0) }.joined(separator: "\u{1F}") + "]"
        case .map(let entries):
            let kept = entries.filter { !left.contains($0.key) }.sorted { $0.key < $1.key }
            return "{" + kept.map { "\($0.key)=\(flat($0.value))" }.joined(separator: "\u{1F}") + "}"
        }
    }
}
