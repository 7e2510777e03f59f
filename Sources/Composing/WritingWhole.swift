import Foundation
import Media

extension PixelImage {
    /// Deflate effort of composites: 6 takes two and a half times as long for a tenth less.
    static let compositeEffort = 3
}

/// Writes a file so that a reader sees the whole of it or none.
func writeWhole(_ bytes: some Sequence<UInt8>, to path: String) throws(MediaError) {
    do {
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
        throw MediaError(.unwritable, path, "cannot be written: \(error.localizedDescription)")
    }
}
