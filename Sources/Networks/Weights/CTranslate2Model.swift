import CNetworks

/// Reads the weights of a CTranslate2 `model.bin`, single or half precision (binary version 6, python/ctranslate2/specs).
package enum CTranslate2Model {
    /// - Throws: `WeightsError` for what is no such file, and for numbers of another type.
    package static func read(_ bytes: UnsafeRawBufferPointer, path: String) throws(WeightsError) -> NamedTensors {
        var reader = ByteReader(bytes, path: path)
        let version = try reader.number(UInt32.self)
        guard version == 6 else { throw WeightsError(path, "is no CTranslate2 model of version 6") }
        _ = try text(&reader)
        _ = try reader.number(UInt32.self)
        let count = try reader.number(UInt32.self)
        var tensors: [String: Tensor] = [:]
        for _ in 0..<count {
            let name = try text(&reader)
            var shape: [Int] = []
            for _ in 0..<(try reader.number(UInt8.self)) { shape.append(try reader.number(UInt32.self)) }
            let type = try reader.number(UInt8.self)
            let contents = try reader.take(try reader.number(UInt32.self))
            guard type == 0 || type == 4 else { continue }
            var expected = 1
            for size in shape { expected = expected.multipliedReportingOverflow(by: size).partialValue }
            guard expected >= 0, expected == contents.count / (type == 0 ? 4 : 2) else {
                throw WeightsError(path, "'\(name.prefix(80))' does not fit its contents")
            }
            tensors[name] = Tensor(shape, type == 0 ? singles(contents) : widened(contents))
        }
        return NamedTensors(path: path, tensors: tensors)
    }

    private static func text(_ reader: inout ByteReader) throws(WeightsError) -> String {
        String(try reader.text(try reader.number(UInt16.self)).prefix { $0 != "\0" })
    }

    private static func singles(_ bytes: UnsafeRawBufferPointer) -> [Float] {
        [Float](unsafeUninitializedCapacity: bytes.count / 4) { values, count in
            UnsafeMutableRawBufferPointer(values).copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(bytes.count / 4 * 4)))
            count = bytes.count / 4
        }
    }

    /// The contents lie at any address, so they are copied to an even one first.
    private static func widened(_ bytes: UnsafeRawBufferPointer) -> [Float] {
        let count = bytes.count / 2
        let halves = [UInt16](unsafeUninitializedCapacity: count) { halves, size in
            UnsafeMutableRawBufferPointer(halves).copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(2 * count)))
            size = count
        }
        return [Float](unsafeUninitializedCapacity: count) { values, size in
            if let start = values.baseAddress { cn_widen(halves, start, count) }
            size = count
        }
    }
}
