/// A JSON value built by hand: nil is written as null, where a synthesised encoder would leave the key out.
package indirect enum JSONTree: Sendable, Hashable, Encodable {
    case object([String: JSONTree])
    case array([JSONTree])
    case text(String)
    case number(Double)
    case whole(Int)
    case flag(Bool)
    case null

    package init(_ value: String?) { self = value.map { .text($0) } ?? .null }
    /// A number that is none (an open limit) is null.
    package init(_ value: Double?) { self = value.flatMap { $0.isFinite ? .number($0) : nil } ?? .null }
    package init(_ value: Int?) { self = value.map { .whole($0) } ?? .null }
    package init(_ value: Bool?) { self = value.map { .flag($0) } ?? .null }
    package init(_ values: [Double]?) { self = values.map { .array($0.map { JSONTree($0) }) } ?? .null }
    package init(_ values: [String]) { self = .array(values.map { .text($0) }) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .object(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .whole(let value): try container.encode(value)
        case .flag(let value): try container.encode(value)
        case .null: try container.encodeNil()
        }
    }
}
