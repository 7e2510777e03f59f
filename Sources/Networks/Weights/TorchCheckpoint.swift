/// Reads the weights of a PyTorch file: a ZIP archive of little-endian tensors and a pickle that names them.
package enum TorchCheckpoint {
    /// - Parameter bytes: the file; `path` stands in errors.
    /// - Throws: `WeightsError` for what is no such file, and for weights that it does not hold whole.
    package static func read(_ bytes: UnsafeRawBufferPointer, path: String) throws(WeightsError) -> NamedTensors {
        let archive = try StoredArchive(bytes, path: path)
        guard let directory = archive.entries.keys.first(where: { $0.hasSuffix("/data.pkl") })?.dropLast("data.pkl".count) else {
            throw WeightsError(path, "is no PyTorch file: it has no data.pkl")
        }
        guard let contents = archive["\(directory)data.pkl"] else { throw WeightsError(path, "has no data.pkl") }
        var pickle = Pickle(ByteReader(contents, path: path), path: path)
        guard case .dictionary(var weights) = try pickle.value() else { throw WeightsError(path, "holds no dictionary of weights") }
        for case ("model", .dictionary(let model)) in weights.entries { weights = model }
        var tensors: [String: Tensor] = [:]
        for case (let name, .tensor(let key, "torch FloatStorage", let offset, let shape, let steps)) in weights.entries {
            guard let storage = archive["\(directory)data/\(key)"] else { throw WeightsError(path, "has no contents of '\(name)'") }
            guard let count = contiguousCount(shape, steps), count <= storage.count / 4, offset <= storage.count / 4 - count else {
                throw WeightsError(path, "'\(name)' does not fit its contents")
            }
            var reader = ByteReader(storage, at: 4 * offset, path: path)
            tensors[name] = Tensor(shape, try reader.floats(count))
        }
        return NamedTensors(path: path, tensors: tensors)
    }

    private static func contiguousCount(_ shape: [Int], _ steps: [Int]) -> Int? {
        guard shape.count == steps.count else { return nil }
        var count = 1
        for (size, step) in zip(shape, steps).reversed() {
            guard step == count || size == 1 else { return nil }
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            guard !overflow else { return nil }
            count = product
        }
        return count
    }
}
