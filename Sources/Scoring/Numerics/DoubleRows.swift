/// A few rows in double precision for kernels to write and read, each with some samples to spare at its end.
final class DoubleRows {
    /// As kernels take them to write to.
    let targets: [UnsafeMutablePointer<Double>?]
    /// As kernels take them to read from.
    let sources: [UnsafePointer<Double>?]
    private let samples: UnsafeMutablePointer<Double>

    init(rows: Int, width: Int) {
        // Rows 4,096 bytes apart would share one set of the cache.
        let stride = (width + 7) / 8 * 8 + 40
        let samples = UnsafeMutablePointer<Double>.allocate(capacity: rows * stride)
        samples.initialize(repeating: 0, count: rows * stride)
        targets = (0..<rows).map { samples + $0 * stride }
        sources = (0..<rows).map { UnsafePointer(samples + $0 * stride) }
        self.samples = samples
    }

    deinit { samples.deallocate() }

    subscript(row: Int) -> UnsafeMutablePointer<Double> { targets[row]! }
}
