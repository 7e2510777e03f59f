/// One sample a pixel, row by row from the top without gaps.
package struct Plane<Sample: Sendable>: Sendable {
    package let width: Int
    package let height: Int
    /// width × height samples.
    package let samples: [Sample]

    /// Fills the plane row by row; `fill` writes all `width` samples of the row it is given.
    init(width: Int, height: Int, fill: (_ y: Int, _ row: UnsafeMutablePointer<Sample>) -> Void) {
        self.width = width
        self.height = height
        samples = [Sample](unsafeUninitializedCapacity: width * height) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            for y in 0..<height { fill(y, start + y * width) }
            count = width * height
        }
    }

    /// The rows of a plane as C kernels want them; valid inside `withRows` only.
    struct Rows {
        fileprivate let start: UnsafePointer<Sample>
        fileprivate let width: Int
        fileprivate let height: Int

        subscript(y: Int) -> UnsafePointer<Sample> { start + y * width }

        /// Row y where the picture continues as its mirror image without repeating the edge row (reflect-101).
        subscript(reflected y: Int) -> UnsafePointer<Sample> {
            guard height > 1 else { return start }
            return self[y < 0 ? -y : y >= height ? 2 * (height - 1) - y : y]
        }
    }

    /// - Precondition: the plane is not empty.
    func withRows<Result>(_ body: (Rows) -> Result) -> Result {
        samples.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("a plane has at least one sample") }
            return body(Rows(start: start, width: width, height: height))
        }
    }
}
