import Foundation
import Glibc
import Media

/// Outputs under names that their content gives: the same output is the same file, whoever made it.
struct ContentStore: Sendable {
    /// Absolute.
    let root: String

    /// - Returns: where the file lies now.
    @concurrent
    func keep(_ source: String, of artifact: Artifact) async throws -> String {
        let target = path(of: artifact)
        guard !FileManager.default.fileExists(atPath: target) else { return target }
        try RunFolder.create((target as NSString).deletingLastPathComponent)
        // The source may lie on another disk: only a file that is whole gets the name.
        let temporary = "\(target).\(UUID().uuidString).part"
        try FileManager.default.copyItem(atPath: source, toPath: temporary)
        let file = open(temporary, O_RDONLY | O_CLOEXEC)
        defer { if file >= 0 { close(file) } }
        guard file >= 0, fsync(file) == 0, rename(temporary, target) == 0 else { throw Durable.Failure(path: target, code: errno) }
        return target
    }

    /// A name beside the file's own, which the caller may move away.
    func lend(_ path: String) throws -> String {
        let copy = "\(path).\(UUID().uuidString).lent"
        guard link(path, copy) == 0 else { throw Durable.Failure(path: copy, code: errno) }
        return copy
    }

    /// Where the output of a row lies, whatever path the row says: the run folder may have been moved since.
    ///
    /// - Returns: nil where the row names no output that could be here.
    func place(of made: CellReturn) -> String? {
        guard made.source != nil, case .produced(let artifact) = made.outcome else { return nil }
        let isDigest = artifact.sha256.utf8.count == 64 && artifact.sha256.allSatisfy { $0.isASCII && $0.isHexDigit }
        let end = (artifact.path as NSString).pathExtension
        return isDigest && end.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } ? path(of: artifact) : nil
    }

    private func path(of artifact: Artifact) -> String {
        let end = (artifact.path as NSString).pathExtension
        return "\(root)/\(artifact.sha256.prefix(2))/\(artifact.sha256)" + (end.isEmpty ? "" : ".\(end)")
    }
}
