import Foundation

/// One JSON object a line.
enum JSONLines {
    static func encode(_ values: some Sequence<some Encodable>) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var text = Data()
        for value in values {
            text.append(try encoder.encode(value))
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }
}
