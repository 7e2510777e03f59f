import Foundation

/// The words of JSON Schema 2020-12 that bakeoff's own schemas use, held against a document.
public struct JSONSchemaCheck {
    private let root: [String: Any]
    /// Keys that no schema describes are faults too.
    private let isStrict: Bool

    /// - Parameters:
    ///   - schema: as `JSONSerialization` reads it.
    ///   - isStrict: keys that no schema describes are faults.
    public init(_ schema: [String: Any], isStrict: Bool = false) {
        root = schema
        self.isStrict = isStrict
    }

    /// What does not fit, each with its place; empty for a valid document.
    public func faults(in document: Any) -> [String] { faults(document, root, at: "$") }

    private func faults(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
        let known: Set = [
            "$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "items", "enum", "anyOf",
            "additionalProperties", "minimum", "maximum", "minItems", "maxItems", "pattern",
        ]
        var found = Set(schema.keys).subtracting(known).sorted().map { "\(place): the check does not know the word \($0)" }
        if let reference = schema["$ref"] as? String {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            guard let part = (root["$defs"] as? [String: Any])?[name] as? [String: Any] else { return ["\(place): no part \(reference)"] }
            found += faults(value, part, at: place)
        }
        if let choices = schema["anyOf"] as? [[String: Any]] {
            let each = choices.map { faults(value, $0, at: place) }
            if !each.contains([]) { found += each.min { $0.count < $1.count } ?? [] }
        }
        if let types = (schema["type"] as? String).map({ [$0] }) ?? schema["type"] as? [String], !types.contains(where: { fits(value, $0) })
        {
            return found + ["\(place): \(String(describing: value).prefix(60)) is no \(types.joined(separator: " or "))"]
        }
        return found + valueFaults(value, schema, at: place) + listFaults(value, schema, at: place) + mapFaults(value, schema, at: place)
    }

    private func valueFaults(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
        var found: [String] = []
        if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") {
            found.append("\(place): \(value) is not one of \(words)")
        }
        if let pattern = schema["pattern"] as? String, let text = value as? String,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            found.append("\(place): \(text) does not fit \(pattern)")
        }
        if let number = (value as? NSNumber)?.doubleValue, !isFlag(value) {
            if let least = schema["minimum"] as? Double, number < least { found.append("\(place): \(number) is below \(least)") }
            if let most = schema["maximum"] as? Double, number > most { found.append("\(place): \(number) is above \(most)") }
        }
        return found
    }

    private func listFaults(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
        guard let list = value as? [Any] else { return [] }
        var found: [String] = []
        if let least = schema["minItems"] as? Int, list.count < least { found.append("\(place): \(list.count) items are too few") }
        if let most = schema["maxItems"] as? Int, list.count > most { found.append("\(place): \(list.count) items are too many") }
        guard let item = schema["items"] as? [String: Any] else { return found }
        return found + list.enumerated().flatMap { faults($1, item, at: "\(place)[\($0)]") }
    }

    private func mapFaults(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
        guard let map = value as? [String: Any] else { return [] }
        var found = (schema["required"] as? [String] ?? []).filter { map[$0] == nil }.map { "\(place): \($0) is missing" }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        for (key, value) in map.sorted(by: { $0.key < $1.key }) {
            if let property = properties[key] {
                found += faults(value, property, at: "\(place).\(key)")
            } else if let others = schema["additionalProperties"] as? [String: Any] {
                found += faults(value, others, at: "\(place).\(key)")
            } else if schema["additionalProperties"] as? Bool == false || isStrict && schema["properties"] != nil {
                found.append("\(place): \(key) is not described")
            }
        }
        return found
    }

    private func fits(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": isFlag(value)
        case "null": value is NSNull
        case "number": value is NSNumber && !isFlag(value)
        case "integer": (value as? NSNumber).map { !isFlag(value) && $0.doubleValue == $0.doubleValue.rounded() } ?? false
        default: false
        }
    }

    /// Foundation keeps `true` and 1 in one type.
    private func isFlag(_ value: Any) -> Bool { (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false }
}
