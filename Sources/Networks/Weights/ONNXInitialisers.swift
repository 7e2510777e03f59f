/// Reads the named weights of an ONNX file and leaves its graph alone (onnx.proto3: ModelProto.graph 7, GraphProto.initializer 5).
package enum ONNXInitialisers {
    /// - Throws: `WeightsError` for bytes that are no such message.
    package static func read(_ bytes: UnsafeRawBufferPointer, path: String) throws(WeightsError) -> NamedTensors {
        var tensors: [String: Tensor] = [:]
        try eachField(of: bytes, path) { number, model throws(WeightsError) in
            guard number == 7, let graph = model.bytes else { return }
            try eachField(of: graph, path) { number, entry throws(WeightsError) in
                guard number == 5, let message = entry.bytes else { return }
                if let (name, tensor) = try tensor(message, path) { tensors[name] = tensor }
            }
        }
        guard !tensors.isEmpty else { throw WeightsError(path, "is no ONNX file with weights") }
        return NamedTensors(path: path, tensors: tensors)
    }

    private enum Field {
        case number(UInt64)
        case bytes(UnsafeRawBufferPointer)

        var bytes: UnsafeRawBufferPointer? { if case .bytes(let bytes) = self { bytes } else { nil } }
    }

    /// nil for tensors that are not of Float.
    private static func tensor(_ bytes: UnsafeRawBufferPointer, _ path: String) throws(WeightsError) -> (String, Tensor)? {
        var (name, type, shape, values) = ("", UInt64(0), [Int](), [Float]())
        try eachField(of: bytes, path) { number, field throws(WeightsError) in
            switch (number, field) {
            case (1, .number(let size)): shape.append(Int(clamping: size))
            case (1, .bytes(let packed)):
                var reader = ByteReader(packed, path: path)
                while !reader.isAtEnd { shape.append(Int(clamping: try varint(&reader, path))) }
            case (2, .number(let code)): type = code
            case (4, .bytes(let floats)), (9, .bytes(let floats)):
                var reader = ByteReader(floats, path: path)
                if type == 1 || type == 0 { values = try reader.floats(floats.count / 4) }
            case (8, .bytes(let text)): name = String(decoding: text, as: UTF8.self)
            default: break
            }
        }
        guard type == 1 else { return nil }
        var count = 1
        for size in shape { count = count.multipliedReportingOverflow(by: size).partialValue }
        guard count == values.count else { throw WeightsError(path, "'\(name)' holds \(values.count) values for the shape \(shape)") }
        return (name, Tensor(shape, values))
    }

    private static func varint(_ reader: inout ByteReader, _ path: String) throws(WeightsError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), through: 63, by: 7) {
            let byte = UInt64(try reader.number(UInt8.self))
            value |= (byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw WeightsError(path, "is no ONNX file: a number without an end")
    }

    private static func eachField(
        of bytes: UnsafeRawBufferPointer, _ path: String, _ take: (Int, Field) throws(WeightsError) -> Void
    ) throws(WeightsError) {
        var reader = ByteReader(bytes, path: path)
        while !reader.isAtEnd {
            let tag = try varint(&reader, path)
            let number = Int(clamping: tag >> 3)
            switch tag & 7 {
            case 0: try take(number, .number(try varint(&reader, path)))
            case 1: _ = try reader.take(8)
            case 2: try take(number, .bytes(try reader.take(Int(clamping: try varint(&reader, path)))))
            case 5: _ = try reader.take(4)
            default: throw WeightsError(path, "is no ONNX file: a field of an unknown kind")
            }
        }
    }
}
