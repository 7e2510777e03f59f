/// The weights of one file by name.
package struct NamedTensors: Sendable {
    let path: String
    let tensors: [String: Tensor]

    /// - Throws: where it is missing, or has another shape.
    func tensor(_ name: String, _ shape: [Int]) throws(WeightsError) -> Tensor {
        guard let tensor = tensors[name] else { throw WeightsError(path, "has no weights called '\(name)'") }
        guard tensor.shape == shape else { throw WeightsError(path, "'\(name)' has the shape \(tensor.shape), not \(shape)") }
        guard tensor.values.allSatisfy({ $0.isFinite }) else { throw WeightsError(path, "'\(name)' holds a value that is no number") }
        return tensor
    }

    func vector(_ name: String, _ count: Int) throws(WeightsError) -> [Float] { try tensor(name, [count]).values }
}
