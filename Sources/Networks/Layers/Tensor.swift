/// Numbers in rows of rows, the last axis the fastest.
package struct Tensor: Sendable, Hashable {
    package let shape: [Int]
    package let values: [Float]

    /// - Precondition: as many values as the shape asks for.
    package init(_ shape: [Int], _ values: [Float]) {
        precondition(values.count == shape.reduce(1, *), "\(values.count) values for the shape \(shape)")
        self.shape = shape
        self.values = values
    }
}
