/// The entries of a ZIP archive that are stored as they are, as PyTorch writes them (APPNOTE 6.3, without ZIP64).
struct StoredArchive {
    let path: String
    private let bytes: UnsafeRawBufferPointer
    /// Name to place and size of the contents.
    private(set) var entries: [String: Range<Int>] = [:]

    init(_ bytes: UnsafeRawBufferPointer, path: String) throws(WeightsError) {
        self.path = path
        self.bytes = bytes
        guard let end = Self.directoryEnd(bytes) else { throw WeightsError(path, "is no ZIP archive: its directory is missing") }
        var trailer = ByteReader(bytes, at: end + 10, path: path)
        let count = try trailer.number(UInt16.self)
        _ = try trailer.number(UInt32.self)
        var directory = ByteReader(bytes, at: try trailer.number(UInt32.self), path: path)
        for _ in 0..<count { try read(&directory) }
    }

    subscript(name: String) -> UnsafeRawBufferPointer? { entries[name].map { UnsafeRawBufferPointer(rebasing: bytes[$0]) } }

    private static func directoryEnd(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard bytes.count >= 22 else { return nil }
        let least = max(0, bytes.count - 22 - 0xFFFF)
        return stride(from: bytes.count - 22, through: least, by: -1).first {
            bytes[$0] == 0x50 && bytes[$0 + 1] == 0x4B && bytes[$0 + 2] == 5 && bytes[$0 + 3] == 6
        }
    }

    private mutating func read(_ directory: inout ByteReader) throws(WeightsError) {
        guard try directory.number(UInt32.self) == 0x0201_4B50 else { throw WeightsError(path, "has a damaged directory") }
        _ = try directory.take(6)
        let method = try directory.number(UInt16.self)
        _ = try directory.take(8)
        let stored = try directory.number(UInt32.self)
        let size = try directory.number(UInt32.self)
        let lengths = [try directory.number(UInt16.self), try directory.number(UInt16.self), try directory.number(UInt16.self)]
        _ = try directory.take(8)
        let start = try directory.number(UInt32.self)
        let name = try directory.text(lengths[0])
        _ = try directory.take(lengths[1] + lengths[2])
        guard method == 0, stored == size else { throw WeightsError(path, "its entry '\(name.prefix(60))' is compressed") }
        // The local header's own extra field may differ from the directory's: PyTorch pads there.
        var local = ByteReader(bytes, at: start + 26, path: path)
        let skip = try local.number(UInt16.self) + local.number(UInt16.self)
        let place = start + 30 + skip
        guard place + size <= bytes.count else { throw WeightsError(path, "ends within its entry '\(name.prefix(60))'") }
        entries[name] = place..<place + size
    }
}
