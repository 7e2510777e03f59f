import Foundation

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .number(Double(value)) }
    package init(booleanLiteral value: Bool) { self = .flag(value) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// The value at a path of keys and positions, `data.0.url`; nil where the way ends.
    package func at(_ path: String) -> JSONValue? {
        path.split(separator: ".").reduce(Optional(self)) { value, step in
            guard let value else { return nil }
            if let items = value.array { return Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil } }
            return value[String(step)]
        }
    }
}

extension JSONValue: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .object(let members): try container.encode(members)
        case .array(let items): try container.encode(items)
        case .text(let value): try container.encode(value)
        // JSON has no number for infinity.
        case .number(let value): if value.isFinite { try container.encode(value) } else { try container.encodeNil() }
        case .flag(let value): try container.encode(value)
        case .null: try container.encodeNil()
        }
    }

    /// UTF-8 with keys in order of their names, so that equal values are equal bytes.
    package var encoded: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Every value here can be written.
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }
}
