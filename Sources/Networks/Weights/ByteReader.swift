/// Reads numbers and stretches out of bytes that may end anywhere.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var position: Int
    private let path: String

    init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0, path: String) {
        self.bytes = bytes
        self.position = position
        self.path = path
    }

    var isAtEnd: Bool { position >= bytes.count }
    var count: Int { bytes.count }

    mutating func take(_ count: Int) throws(WeightsError) -> UnsafeRawBufferPointer {
        guard count >= 0, position >= 0, count <= bytes.count - position else {
            throw WeightsError(path, "ends within its contents, at byte \(bytes.count)")
        }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    mutating func number<Number: FixedWidthInteger>(_: Number.Type) throws(WeightsError) -> Int {
        let value = Number(littleEndian: try take(Number.bitWidth / 8).loadUnaligned(as: Number.self))
        return Int(clamping: value)
    }

    mutating func text(_ count: Int) throws(WeightsError) -> String { String(decoding: try take(count), as: UTF8.self) }

    /// Floats of single precision.
    mutating func floats(_ count: Int) throws(WeightsError) -> [Float] {
        guard count >= 0, count <= bytes.count / 4 else { throw WeightsError(path, "promises more weights than it holds") }
        let raw = try take(4 * count)
        return [Float](unsafeUninitializedCapacity: count) { values, size in
            UnsafeMutableRawBufferPointer(values).copyMemory(from: raw)
            size = count
        }
    }
}
