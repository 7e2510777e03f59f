import Foundation

/// JSON of unknown shape, read before anything is believed about it.
package enum JSONValue: Decodable, Sendable, Hashable {
    case object([String: JSONValue])
    case array([JSONValue])
    case text(String)
    case number(Double)
    case flag(Bool)
    case null

    /// - Throws: what is wrong with the text, in words.
    package init(text: Data) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: text)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    package subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    package var text: String? { if case .text(let value) = self { value } else { nil } }
    package var number: Double? { if case .number(let value) = self, value.isFinite { value } else { nil } }
    package var whole: Int? { number.flatMap { Int(exactly: $0) } }
    package var flag: Bool? { if case .flag(let value) = self { value } else { nil } }
    package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    package var object: [String: JSONValue]? { if case .object(let value) = self { value } else { nil } }
}
