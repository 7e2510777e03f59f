import Foundation
import Media

/// Whether a page carries its media in itself or has them beside it.
package enum PageShape: Sendable {
    /// One file that can be sent to anybody.
    case single
    /// A folder of files named by their content.
    case folder
}

/// The media of one case on their way into a report: nothing is written before the whole case is known to fit.
struct MediaDraft: Sendable {
    let shape: PageShape
    /// Contents by name, relative to the page; empty for a page that carries its media.
    private(set) var files: [String: [UInt8]] = [:]
    /// What the media add to the report.
    private(set) var bytes = 0

    init(_ shape: PageShape) { self.shape = shape }

    /// Takes a file in.
    ///
    /// - Parameter kind: its ending and its media type.
    /// - Returns: what a `src` says: a `data:` URI (RFC 2397), or a name made of the content, so that equal files stand once.
    mutating func add(_ content: [UInt8], as kind: MediaType) -> String {
        guard shape == .folder else {
            let source = "data:\(kind.type);base64,\(Data(content).base64EncodedString())"
            bytes += source.utf8.count
            return source
        }
        let name = "\(Self.folder)/\(Self.digest(content)).\(kind.ending)"
        keep(content, as: name)
        return name
    }

    /// Puts a further file beside the page.
    mutating func keep(_ content: [UInt8], as name: String) {
        if files.updateValue(content, forKey: name) == nil { bytes += content.count }
    }

    static let folder = "media"

    /// The first 80 bits of the SHA-256: two files in a report share them by accident once in 10^15 reports.
    static func digest(_ content: [UInt8]) -> String {
        String(sha256Hex(content).prefix(20))
    }
}

/// How a file of a report is told to a browser.
struct MediaType: Sendable {
    let ending: String
    let type: String

    static let png = MediaType(ending: "png", type: "image/png")
    static let jpeg = MediaType(ending: "jpg", type: "image/jpeg")
    static let webP = MediaType(ending: "webp", type: "image/webp")
    static let svg = MediaType(ending: "svg", type: "image/svg+xml")
    static let wave = MediaType(ending: "wav", type: "audio/wav")
}
