import Glibc

/// A place in the file system, looked at without following a link.
enum CachePlace {
    struct Facts {
        let isFile: Bool
        let isFolder: Bool
        let bytes: Int
        /// Seconds since 1970.
        let changed: Double
    }

    /// nil where there is nothing, or nothing that may be looked at.
    static func facts(_ path: String) -> Facts? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        let kind = status.st_mode & S_IFMT
        return Facts(
            isFile: kind == S_IFREG, isFolder: kind == S_IFDIR, bytes: Int(status.st_size),
            changed: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
    }

    /// Bytes of a regular file; nil for everything else.
    static func fileSize(_ path: String) -> Int? { facts(path).flatMap { $0.isFile ? $0.bytes : nil } }

    static func isFolder(_ path: String) -> Bool { facts(path)?.isFolder ?? false }

    /// Sets the time of change to now; a cache that may only be read stays as it is.
    static func touch(_ path: String) { _ = utimensat(AT_FDCWD, path, nil, AT_SYMLINK_NOFOLLOW) }

    /// Removes a file or a link, never what a link points to; false when it is still there.
    @discardableResult static func remove(_ path: String) -> Bool { unlink(path) == 0 || errno == ENOENT }

    /// Puts a finished file in its place, over what stood there.
    static func move(_ path: String, to target: String) throws(CacheError) {
        guard rename(path, target) == 0 else { throw CacheError(target, String(cString: strerror(errno))) }
    }

    /// A regular file's bytes when there are at most `limit` of them; nil otherwise.
    static func contents(_ path: String, limit: Int) -> [UInt8]? {
        // Non-blocking, because opening a named pipe would otherwise wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else { return nil }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while bytes.count <= limit {
            let count = read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
        return nil
    }
}
