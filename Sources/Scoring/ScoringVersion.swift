import Crypto
import Foundation

/// One short word for everything that a quality depends on besides the file: cards, profile, gates and metric versions.
///
/// Qualities of different versions are never compared.
package struct ScoringVersion: Sendable, Hashable, CustomStringConvertible {
    /// Twelve lower-case hexadecimal digits.
    package let description: String

    /// - Parameter parts: name and bytes of each file; their order does not matter.
    package init(parts: [(name: String, bytes: Data)], metrics: [MetricDescription]) {
        var hash = SHA256()
        for part in parts.sorted(by: { $0.name < $1.name }) {
            hash.update(data: Data("\(part.name)\n\(part.bytes.count)\n".utf8))
            hash.update(data: part.bytes)
        }
        for metric in metrics.sorted(by: { $0.name < $1.name }) { hash.update(data: Data("\(metric.name) \(metric.version)\n".utf8)) }
        let digits = hash.finalize().prefix(6).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        description = digits.joined()
    }
}
