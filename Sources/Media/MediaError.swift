/// Why a media file could not be read or written. One clear sentence with the place and, where there is one, the remedy.
package struct MediaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word to branch on; it stands in JSON.
    package enum Code: String, Sendable, Codable {
        case missing  // no such file
        case unreadable  // the file system refuses
        case empty  // no bytes, or no samples
        case unknownKind = "unknown_kind"  // no known magic bytes
        case wrongKind = "wrong_kind"  // an image where a sound is needed, and so on
        case unsupported  // a known kind that bakeoff does not decode
        case corrupt  // the decoder refuses the bytes
        case truncated  // ends before what its header promises
        case tooLarge = "too_large"  // beyond MediaLimits
        case nonFinite = "non_finite"  // a sample that is NaN or infinite
        case unwritable  // cannot be written
    }

    package let code: Code
    package let path: String
    package let message: String

    package init(_ code: Code, _ path: String, _ message: String) {
        self.code = code
        self.path = path
        self.message = message
    }

    package var description: String { "\(path): \(message)" }
}
