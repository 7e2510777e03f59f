/// One kind of object in `results.json`, as its schema describes it.
struct RecordShape: Sendable {
    /// Its key in `$defs`.
    let name: String
    let summary: String
    let fields: [RecordField]

    var node: SchemaNode {
        .map([
            "type": "object", "description": .text(summary),
            "properties": .map(Dictionary(fields.map { ($0.name, $0.node) }) { $1 }),
            "required": .texts(fields.filter { !$0.isOptional }.map(\.name).sorted()),
        ])
    }
}

/// One key of an object.
struct RecordField: Sendable {
    let name: String
    let type: RecordValue
    let summary: String
    var isOptional = false

    init(_ name: String, _ type: RecordValue, _ summary: String) {
        self.name = name
        self.type = type
        self.summary = summary
    }

    /// May be absent or null: unknown, or written by an older version.
    static func optional(_ name: String, _ type: RecordValue, _ summary: String) -> RecordField {
        var field = RecordField(name, type, summary)
        field.isOptional = true
        return field
    }

    fileprivate var node: SchemaNode {
        let value = isOptional ? SchemaNode.map(["anyOf": [type.node, ["type": "null"]]]) : type.node
        return value.adding(["description": .text(summary)])
    }
}

/// What a key holds.
indirect enum RecordValue: Sendable {
    case text, number, whole, flag
    /// Not below 0.
    case amount
    case count
    /// 0…1.
    case share
    /// 64 hexadecimal digits.
    case hash
    case words([String])
    case part(String)
    case list(RecordValue)
    /// Any keys, each with a value of one type.
    case table(RecordValue)
    /// Lowest and highest.
    case interval
    /// Lowest and highest, either of which may be null.
    case openInterval

    var node: SchemaNode {
        switch self {
        case .text: ["type": "string"]
        case .number: ["type": "number"]
        case .whole: ["type": "integer"]
        case .flag: ["type": "boolean"]
        case .amount: ["type": "number", "minimum": .number(0)]
        case .count: ["type": "integer", "minimum": .number(0)]
        case .share: ["type": "number", "minimum": .number(0), "maximum": .number(1)]
        case .hash: ["type": "string", "pattern": "^[0-9a-f]{64}$"]
        case .words(let words): ["type": "string", "enum": .texts(words)]
        case .part(let name): ["$ref": .text("#/$defs/\(name)")]
        case .list(let item): ["type": "array", "items": item.node]
        case .table(let value): ["type": "object", "additionalProperties": value.node]
        case .interval: Self.pair(["type": "number"])
        case .openInterval: Self.pair(["type": ["number", "null"]])
        }
    }

    private static func pair(_ item: SchemaNode) -> SchemaNode {
        ["type": "array", "items": item, "minItems": .number(2), "maxItems": .number(2)]
    }
}
