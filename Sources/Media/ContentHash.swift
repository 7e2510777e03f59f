import Crypto
import Foundation

/// SHA-256 of the bytes in lower-case hexadecimal, the form in which artifacts are named and compared.
package func sha256Hex(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hexadecimal(hash.finalize())
}

/// The source expression of an inline style or script for a content policy (Content Security Policy Level 3, 2.3.1).
package func contentPolicyHash(_ text: String) -> String {
    "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
}

/// SHA-256 of a file of any length, read in blocks; an empty file has a hash too.
///
/// - Throws: `.missing` or `.unreadable`.
package func sha256Hex(ofFile path: String) throws(MediaError) -> String {
    let file = try InputFile(path)
    var hash = SHA256()
    var offset = 0
    while offset < file.size {
        let block = try file.bytes(at: offset, count: 1 << 20)
        guard !block.isEmpty else { throw MediaError(.unreadable, path, "became shorter while it was read") }
        block.withUnsafeBytes { hash.update(bufferPointer: $0) }
        offset += block.count
    }
    return hexadecimal(hash.finalize())
}

private func hexadecimal(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
