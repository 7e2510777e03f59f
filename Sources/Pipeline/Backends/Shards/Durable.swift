import Foundation
import Glibc

/// Files that are whole or not there, whatever is cut off in between.
enum Durable {
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let code: Int32
        var description: String { "cannot write \(path): \(String(cString: strerror(code)))" }
    }

    /// Replaces the file.
    static func write(_ data: Data, to path: String) throws {
        let temporary = try staged(data, beside: path)
        guard rename(temporary, path) == 0 else { throw Failure(path: path, code: errno) }
    }

    /// Writes the file unless there is one already.
    ///
    /// `link` is the exclusive create that network filesystems keep as well.
    ///
    /// - Returns: false when someone else was first.
    static func publish(_ data: Data, to path: String) throws -> Bool {
        let temporary = try staged(data, beside: path)
        defer { unlink(temporary) }
        if link(temporary, path) == 0 { return true }
        let code = errno
        // A network filesystem may repeat a request whose answer it lost: then the link that stands there is ours.
        var mine = stat()
        if stat(temporary, &mine) == 0, mine.st_nlink == 2 { return true }
        guard code == EEXIST || FileManager.default.fileExists(atPath: path) else { throw Failure(path: path, code: code) }
        return false
    }

    private static func staged(_ data: Data, beside path: String) throws -> String {
        let temporary = "\(path).\(UUID().uuidString).part"
        let file = try AppendedFile(temporary)
        try file.append(data, isSynced: true)
        return temporary
    }
}

/// A file that only grows.
final class AppendedFile: @unchecked Sendable {
    private let descriptor: Int32
    private let path: String

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Durable.Failure(path: path, code: errno) }
    }

    deinit { close(descriptor) }

    func append(_ data: Data, isSynced: Bool) throws {
        try data.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
                guard count > 0 || errno == EINTR else { throw Durable.Failure(path: path, code: errno) }
                done += max(0, count)
            }
        }
        if isSynced, fsync(descriptor) != 0 { throw Durable.Failure(path: path, code: errno) }
    }

    /// One JSON object on a line of its own.
    func append(line value: some Encodable) throws { try append(try JSONLines.line(value), isSynced: true) }

    /// Shows that the writer lives.
    func touch() { futimens(descriptor, nil) }
}
