import Glibc

/// A regular file open for reading, with every refusal of the file system as a typed error.
///
/// Reads name their offset, so the file position is never shared.
final class InputFile {
    let path: String
    /// Bytes at the time of opening.
    let size: Int
    private let descriptor: Int32

    init(_ path: String) throws(MediaError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw MediaError(.missing, path, "not a file name") }
        // Non-blocking, because opening a named pipe would otherwise wait for its writer.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.refusal(path, errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw Self.refusal(path, code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw MediaError(.unreadable, path, status.st_mode & S_IFMT == S_IFDIR ? "is a folder" : "is not a regular file")
        }
        self.path = path
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Fills `buffer` from `offset` on; returns fewer bytes only at the end of the file, and nil when the file system refuses.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        var done = 0
        while done < buffer.count {
            let count = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
            if count < 0, errno == EINTR { continue }
            if count < 0 { return nil }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// The bytes of a range as far as the file has them.
    func bytes(at offset: Int, count: Int) throws(MediaError) -> [UInt8] {
        var done: Int?
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, min(count, size - offset))) { buffer, initialized in
            done = read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
            initialized = done ?? 0
        }
        if done == nil { throw Self.refusal(path, errno) }
        return bytes
    }

    /// The whole file, refused before memory is taken when it is longer than `limit`.
    func contents(limit: Int) throws(MediaError) -> [UInt8] {
        guard size > 0 else { throw MediaError(.empty, path, "the file has no bytes") }
        guard size <= limit else {
            throw MediaError(.tooLarge, path, "\(size.grouped) bytes; at most \(limit.grouped) are read")
        }
        return try bytes(at: 0, count: size)
    }

    private static func refusal(_ path: String, _ code: Int32) -> MediaError {
        switch code {
        case ENOENT, ENOTDIR: MediaError(.missing, path, "no such file")
        case EACCES, EPERM: MediaError(.unreadable, path, "no permission to read it")
        default: MediaError(.unreadable, path, "cannot be read: \(String(cString: strerror(code)))")
        }
    }
}

extension BinaryInteger {
    /// Decimal digits in groups of three: `2,646,000`.
    var grouped: String {
        let digits = Array(String(magnitude))
        let head = digits.count % 3
        let first = head > 0 ? [String(digits[..<head])] : []
        let groups = stride(from: head, to: digits.count, by: 3).map { String(digits[$0..<$0 + 3]) }
        return (self < 0 ? "-" : "") + (first + groups).joined(separator: ",")
    }
}
