/// Something that a file may name and give settings: a metric, a provider, a merge strategy.
package protocol CatalogEntry: Sendable {
    /// The name in YAML and JSON, snake_case.
    static var name: String { get }
    /// One line for help and generated tables.
    static var summary: String { get }
    /// Reads its settings; what is wrong is reported into `options`, and a usable default is taken.
    init(options: inout Options)
}

/// The ordered list of all entries of one kind. The list is the registry: nothing is found by scanning or side effect.
package struct Catalog<Product>: Sendable {
    package struct Entry: Sendable {
        package let name: String
        package let summary: String
        package let make: @Sendable (inout Options) -> Product

        package init(name: String, summary: String, make: @escaping @Sendable (inout Options) -> Product) {
            self.name = name
            self.summary = summary
            self.make = make
        }
    }

    /// What the entries are, in words for errors: "metric", "merge strategy".
    package let kind: String
    package let entries: [Entry]

    package init(kind: String, entries: [Entry]) {
        self.kind = kind
        self.entries = entries
    }

    package var names: [String] { entries.map(\.name) }

    package func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

    /// The problem to report for a name that the catalog lacks.
    package func unknown(_ name: String, at place: SourcePlace?) -> Problem {
        Problem(
            "no \(kind) called '\(name.prefix(60))'", at: place, length: name.unicodeScalars.count,
            remedy: suggestion(for: name, among: names))
    }

    /// Makes the named entry from its settings; nil, with the problem reported, when there is no such name.
    package func make(_ name: String, options: inout Options) -> Product? {
        guard let entry = entry(name) else {
            options.add([unknown(name, at: options.place)])
            return nil
        }
        return entry.make(&options)
    }
}
