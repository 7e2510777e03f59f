import Foundation
import Media

/// A text as Unicode, whatever its file is encoded in; nothing but the encoding is changed.
struct RepairedText {
    let text: String
    /// What was done, in words; nil for UTF-8 as it should be.
    let repair: String?

    private static let longest = 64 << 20

    /// Reads UTF-8, with or without its mark, UTF-16 with a mark, and else Windows-1252, which every byte is a letter of.
    ///
    /// - Throws: `MediaError` for a file that is missing, no text, or longer than 64 MB.
    init(_ path: String) throws(MediaError) {
        let bytes: Data
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            guard size <= Self.longest else { throw MediaError(.tooLarge, path, "\(size) bytes; at most \(Self.longest) are read as text") }
            bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch let error as MediaError {
            throw error
        } catch {
            throw MediaError(.unreadable, path, "cannot be read: \(error.localizedDescription)")
        }
        (text, repair) = Self.decoded(bytes)
    }

    static func decoded(_ bytes: Data) -> (text: String, repair: String?) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]), let text = String(validating: bytes.dropFirst(3), as: UTF8.self) {
            return (text, "a byte order mark was left out")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            let isLittle = bytes[bytes.startIndex] == 0xFF
            let units = stride(from: 2, to: bytes.count - 1, by: 2).map { i -> UInt16 in
                let (a, b) = (UInt16(bytes[bytes.startIndex + i]), UInt16(bytes[bytes.startIndex + i + 1]))
                return isLittle ? b << 8 | a : a << 8 | b
            }
            return (String(decoding: units, as: UTF16.self), "UTF-16 was read as such")
        }
        if let text = String(validating: bytes, as: UTF8.self) { return (text, nil) }
        let letters = String(String.UnicodeScalarView(bytes.map { windows1252[$0] ?? Unicode.Scalar($0) }))
        return (letters, "it is not valid UTF-8 and was read as Windows-1252")
    }

    /// Where Windows-1252 departs from Latin-1.
    private static let windows1252: [UInt8: Unicode.Scalar] = {
        let letters = Array("€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)
        return Dictionary(uniqueKeysWithValues: letters.enumerated().map { (UInt8(0x80 + $0), $1) })
    }()
}
