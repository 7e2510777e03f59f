/// A value of a JSON document that is put together from parts.
package indirect enum SchemaNode: Sendable, Hashable {
    case text(String)
    case number(Double)
    case flag(Bool)
    case list([SchemaNode])
    case map([String: SchemaNode])

    static func texts(_ texts: [String]) -> SchemaNode { .list(texts.map(SchemaNode.text)) }

    /// A map with further entries, which win over its own; other values stay as they are.
    func adding(_ more: [String: SchemaNode]) -> SchemaNode {
        guard case .map(let entries) = self else { return self }
        return .map(entries.merging(more) { $1 })
    }
}

extension SchemaNode: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .list(let items): try container.encode(items)
        case .map(let entries): try container.encode(entries)
        }
    }
}

extension SchemaNode: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    package init(stringLiteral text: String) { self = .text(text) }
    package init(booleanLiteral flag: Bool) { self = .flag(flag) }
    package init(arrayLiteral items: SchemaNode...) { self = .list(items) }
    package init(dictionaryLiteral entries: (String, SchemaNode)...) { self = .map(Dictionary(entries) { $1 }) }
}
