import Foundation
import Media

/// Writes a file so that a reader sees the whole of it or none.
func writeWhole(_ bytes: some Sequence<UInt8>, to path: String) throws(MediaError) {
    do {
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
        throw MediaError(.unwritable, path, "cannot be written: \(error.localizedDescription)")
    }
}
