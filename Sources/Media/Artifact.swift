/// A file that a cell produced.
package struct Artifact: Codable, Hashable, Sendable {
    package var kind: MediaKind
    /// Relative to the run folder.
    package var path: String
    /// Lower-case hexadecimal SHA-256 of the bytes.
    package var sha256: String
    /// The type the bytes say they are: `image/png`, `audio/wav`.
    package var mediaType: String

    package init(kind: MediaKind, path: String, sha256: String, mediaType: String) {
        self.kind = kind
        self.path = path
        self.sha256 = sha256
        self.mediaType = mediaType
    }
}
