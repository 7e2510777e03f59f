import Foundation

/// The files that a report consists of beside its first one, written as they are made.
///
/// A report that is written again leaves nothing behind of the one before: what only that one had is removed.
package final class ReportFiles {
    /// Absolute path of the run folder.
    private let root: String
    private var names: Set<String> = []
    /// Pictures of sounds by the path of the sound, both relative to the run folder.
    var spectrograms: [String: String] = [:]

    init(in root: String) { self.root = root }

    /// Writes a file whole or not at all.
    ///
    /// - Parameter name: relative to the run folder.
    /// - Throws: `ReportError.unwritable`.
    func write(_ content: [UInt8], to name: String) throws(ReportError) {
        guard names.insert(name).inserted else { return }
        let target = URL(fileURLWithPath: root).appendingPathComponent(name)
        do {
            try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            // Atomic: a temporary name beside the target, then a rename.
            try Data(content).write(to: target, options: .atomic)
        } catch {
            throw ReportError(
                .unwritable,
                "\(target.lastPathComponent) cannot be written to \(target.deletingLastPathComponent().path): \(Self.reason(error))")
        }
    }

    func write(_ text: String, to name: String) throws(ReportError) { try write(Array(text.utf8), to: name) }

    /// Removes what an earlier report left in a folder and this one did not write again.
    ///
    /// - Parameter isOurs: whether a report could have written a file of this name; no other file is touched.
    func removeStale(in folder: String, where isOurs: (String) -> Bool) {
        let path = "\(root)/\(folder)"
        // A folder that is not there holds nothing stale.
        let found = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in found where isOurs(name) && !names.contains("\(folder)/\(name)") {
            try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
    }

    private static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        return (underlying ?? error as NSError).localizedDescription
    }
}
