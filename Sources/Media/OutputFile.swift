import Glibc

/// Writing so that a reader sees the whole file or none: a temporary name in the same folder, then a rename.
package enum OutputFile {
    /// Creates or replaces the file at `path` with what `write` puts into the descriptor; on an error the old file stays.
    package static func replace(_ path: String, _ write: (Int32) throws(MediaError) -> Void) throws(MediaError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw MediaError(.unwritable, path, "not a file name") }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let temporary = "\(folder).bakeoff-\(String(UInt64.random(in: .min ... .max), radix: 16)).partial"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw refusal(path, errno) }
        do throws(MediaError) {
            try write(descriptor)
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        guard close(descriptor) == 0, rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw refusal(path, code)
        }
    }

    /// Writes all bytes to the descriptor of a file that will stand at `path`.
    package static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(MediaError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, $0.count - done) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw refusal(path, errno) }
            done += count
        }
    }

    private static func refusal(_ path: String, _ code: Int32) -> MediaError {
        let reason =
            switch code {
            case ENOENT, ENOTDIR: "its folder does not exist"
            case EISDIR: "is a folder"
            case EACCES, EPERM, EROFS: "no permission to write it"
            case ENOSPC, EDQUOT: "no space left on the disk"
            default: String(cString: strerror(code))
            }
        return MediaError(.unwritable, path, "cannot be written: \(reason)")
    }
}
