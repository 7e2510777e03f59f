import Catalogs

/// What a value looks like where the read of its key does not say: the reader takes it as it stands, or looks its text up.
indirect enum SchemaShape: Sendable, Hashable {
    /// Text, a number or true or false: whatever stands on one line.
    case plain
    case number
    case anything
    case words(SchemaWords)
    /// Words to choose from, or other text, such as a path.
    case wordsOrText(SchemaWords)
    case list(SchemaShape)
    case map(SchemaShape)
    case either([SchemaShape])
    /// A part of the schema by its name under `$defs`.
    case part(String, called: String)

    func node(_ words: (SchemaWords) -> [String]) -> SchemaNode {
        switch self {
        // A reader of text takes `17` and `true` as the text they are.
        case .plain: ["type": ["string", "number", "boolean"]]
        case .number: ["type": "number"]
        case .anything: [:]
        case .words(let source): ["enum": .texts(words(source))]
        case .wordsOrText(let source): ["anyOf": [["enum": .texts(words(source))], ["type": "string"]]]
        case .list(let item): ["type": "array", "items": item.node(words)]
        case .map(let value): ["type": "object", "additionalProperties": value.node(words)]
        case .either(let shapes): ["anyOf": .list(shapes.map { $0.node(words) })]
        case .part(let name, _): ["$ref": .text("#/$defs/\(name)")]
        }
    }

    /// For a table: `text`, `a list of text`, `sheet, concat`.
    func inWords(_ words: (SchemaWords) -> [String]) -> String {
        switch self {
        case .plain: "text"
        case .number: "a number"
        case .anything: "anything"
        case .words(let source): words(source).map { "`\($0)`" }.joined(separator: ", ")
        case .wordsOrText(let source): words(source).map { "`\($0)`" }.joined(separator: ", ") + " or a path"
        case .list(let item): "a list of " + item.inWords(words)
        case .map(let value): "names, each with " + value.inWords(words)
        case .either(let shapes): shapes.map { $0.inWords(words) }.joined(separator: " or ")
        case .part(_, let called): called
        }
    }
}

/// Names that catalogs and data hold.
enum SchemaWords: Sendable, Hashable, CaseIterable {
    case stepTypes, mergeStrategies, splitStrategies, compositionModes, providers, profiles, reports, priceUnits
}

extension OptionKey {
    /// The JSON Schema of what the read takes.
    var node: SchemaNode {
        var node: SchemaNode =
            switch kind {
            case .text: SchemaShape.plain.node { _ in [] }
            case .flag: ["type": "boolean"]
            case .whole: ["type": "integer"]
            case .number: ["type": "number"]
            case .choice: ["enum": .texts(choices)]
            case .list: ["type": "array"]
            case .any: [:]
            }
        if let minimum { node = node.adding(["minimum": .number(minimum)]) }
        if let maximum { node = node.adding(["maximum": .number(maximum)]) }
        return node
    }

    var inWords: String {
        switch kind {
        case .text: "text"
        case .flag: "`true` or `false`"
        case .whole: "a whole number" + range
        case .number: "a number" + range
        case .choice: choices.map { "`\($0)`" }.joined(separator: ", ")
        case .list: "a list"
        case .any: "anything"
        }
    }

    private var range: String {
        func shown(_ bound: Double) -> String { bound == bound.rounded() ? String(Int(bound)) : String(bound) }
        return switch (minimum, maximum) {
        case (let low?, let high?): ", \(shown(low)) to \(shown(high))"
        case (let low?, nil): ", at least \(shown(low))"
        case (nil, let high?): ", at most \(shown(high))"
        case (nil, nil): ""
        }
    }
}
