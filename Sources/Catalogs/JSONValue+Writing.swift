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

    /// UTF-8 with keys in order of their names, so that equal values are equal bytes.
    package var encoded: [UInt8] {
        var text = ""
        write(to: &text)
        return Array(text.utf8)
    }

    /// The value at a path of keys and positions, `data.0.url`; nil where the way ends.
    package func at(_ path: String) -> JSONValue? {
        path.split(separator: ".").reduce(Optional(self)) { value, step in
            guard let value else { return nil }
            if let items = value.array { return Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil } }
            return value[String(step)]
        }
    }

    private func write(to text: inout String) {
        switch self {
        case .object(let members):
            text += "{"
            for (index, key) in members.keys.sorted().enumerated() {
                if index > 0 { text += "," }
                Self.write(key, to: &text)
                text += ":"
                (members[key] ?? .null).write(to: &text)
            }
            text += "}"
        case .array(let items):
            text += "["
            for (index, item) in items.enumerated() {
                if index > 0 { text += "," }
                item.write(to: &text)
            }
            text += "]"
        case .text(let value): Self.write(value, to: &text)
        case .number(let value): text += Int(exactly: value).map(String.init) ?? (value.isFinite ? String(value) : "null")
        case .flag(let value): text += value ? "true" : "false"
        case .null: text += "null"
        }
    }

    private static func write(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\u{00}"..<"\u{20}": text += String(format: "\\u%04x", scalar.value)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
