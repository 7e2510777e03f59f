import Media

extension OutputCache {
    /// What is known of a stored output.
    package struct Entry: Codable, Sendable, Hashable {
        package let kind: MediaKind
        package let mediaType: String
        package let fileExtension: String
        package let sha256: String
        package let bytes: Int
        /// Of the original call.
        package let seconds: Double
        /// US dollars of the original call; nil is unknown.
        package let costUSD: Double?
        package let tries: Int
        package let seed: UInt64
        /// ISO 8601.
        package let created: String
        package let model: String
        package let provider: String
        /// What the service said about it.
        package let returned: Returned?

        package init(
            kind: MediaKind, mediaType: String, fileExtension: String, sha256: String, bytes: Int, seconds: Double, costUSD: Double?,
            tries: Int, seed: UInt64, created: String, model: String, provider: String, returned: Returned? = nil
        ) {
            self.kind = kind
            self.mediaType = mediaType
            self.fileExtension = fileExtension
            self.sha256 = sha256
            self.bytes = bytes
            self.seconds = seconds
            self.costUSD = costUSD
            self.tries = tries
            self.seed = seed
            self.created = created
            self.model = model
            self.provider = provider
            self.returned = returned
        }

        /// False for what no call gave, above all an extension that would lead a copy to another place.
        var isSound: Bool {
            (1...8).contains(fileExtension.utf8.count) && fileExtension.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
                && sha256.utf8.count == 64 && isHexadecimal(sha256) && bytes >= 0 && seconds >= 0 && costUSD ?? 0 >= 0
        }
    }
}
