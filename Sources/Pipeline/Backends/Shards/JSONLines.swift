import Foundation
import Glibc

/// One JSON object a line.
enum JSONLines {
    static func encode(_ values: some Sequence<some Encodable>) throws -> Data {
        let encoder = encoder
        var text = Data()
        for value in values { text.append(try line(value, encoder)) }
        return text
    }

    /// With the line's end.
    static func line(_ value: some Encodable) throws -> Data { try line(value, encoder) }

    private static func line(_ value: some Encodable, _ encoder: JSONEncoder) throws -> Data {
        try encoder.encode(value) + [UInt8(ascii: "\n")]
    }

    /// Keys sorted, so that what is equal is written in the same bytes.
    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    /// The objects of the lines; one that is torn, or holds something else, is left out.
    static func decode<T: Decodable>(_ type: T.Type, from data: Data) -> [T] {
        let decoder = JSONDecoder()
        return lines(of: data).compactMap { try? decoder.decode(type, from: $0) }
    }

    /// Without empty ones. A shard has hundreds of kilobytes, over which `split` takes as long as decoding.
    private static func lines(of data: Data) -> [Data] {
        var lines: [Data] = []
        var begin = data.startIndex
        while begin < data.endIndex {
            let length = data[begin...].withUnsafeBytes { rest -> Int in
                guard let start = rest.baseAddress, let end = memchr(start, Int32(UInt8(ascii: "\n")), rest.count) else {
                    return rest.count
                }
                return UnsafeRawPointer(end) - start
            }
            if length > 0 { lines.append(data[begin..<begin + length]) }
            begin += length + 1
        }
        return lines
    }
}
