/// What a provider said about an output, beside what it was asked for.
package struct Returned: Sendable, Hashable, Codable {
    /// The provider's own name for the call.
    package var request: String?
    package var model: String?
    package var voice: String?
    /// The prompt that the model really saw, where the provider rewrote it.
    package var revisedPrompt: String?
    package var seed: UInt64?
    /// Pixels.
    package var width: Int?
    package var height: Int?
    /// Tokens that the provider bills.
    package var tokens: Int?
    /// Seconds until the first byte of the answer to the call.
    package var firstByteSeconds: Double?
    /// Seconds in the provider's queue, generating there, and fetching the result.
    package var queueSeconds: Double?
    package var generatingSeconds: Double?
    package var downloadSeconds: Double?
    /// In words, where what came back is not what was asked for.
    package var differences: [String]?

    package init() {}

    /// `512x512`, where it was told.
    var size: String? { width.flatMap { width in height.map { "\(width)x\($0)" } } }

    mutating func compare(seed asked: UInt64) { compare("seed", asked: String(asked), got: seed.map(String.init)) }

    /// Notes a difference; a value that was not told differs from nothing.
    mutating func compare(_ what: String, asked: String?, got: String?) {
        guard let asked, let got, asked.lowercased() != got.lowercased() else { return }
        differences = (differences ?? []) + ["\(what) \(asked.prefix(80)) was asked for, \(got.prefix(80)) came back"]
    }
}
