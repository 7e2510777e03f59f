import Crypto
import Foundation

/// Names that say nothing: HMAC-SHA256 under a secret that stays in the run folder, cut to 80 bits.
struct BlindName: Sendable {
    private let key: SymmetricKey

    init(secret: String) { key = SymmetricKey(data: Data(secret.utf8)) }

    func item(group: String, _ item: BallotKey.Item) -> String {
        "h:" + hash(["item", group, item.caseID, item.branch ?? "", item.role.rawValue])
    }

    func ofCase(group: String, _ caseID: String) -> String { "c:" + hash(["case", group, caseID]) }

    /// Parts are told apart by their lengths, whatever stands in them.
    private func hash(_ parts: [String]) -> String {
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
        return code.prefix(10).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
