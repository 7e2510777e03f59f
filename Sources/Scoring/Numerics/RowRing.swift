/// The last rows of a picture that goes by, as a filter across rows wants them: memory of a few rows, whatever the height.
///
/// Rows are padded: rows 4,096 bytes apart, as a picture 1,024 wide has them, would share one set of the cache. What was never
/// written is 0.
struct RowRing: ~Copyable {
    let width: Int
    private let slots: Int
    private let stride: Int
    private let samples: UnsafeMutablePointer<Float>
    private let pointers: UnsafeMutablePointer<UnsafePointer<Float>?>

    /// - Parameters:
    ///   - rows: how many rows back can still be read.
    ///   - width: samples of a row.
    ///   - margin: samples that may be written left and right of a row, for borders.
    init(rows: Int, width: Int, margin: Int = 0) {
        self.width = width
        slots = rows
        stride = (width + 2 * margin + 15) / 16 * 16 + 16
        samples = .allocate(capacity: rows * stride + 16)
        samples.initialize(repeating: 0, count: rows * stride + 16)
        pointers = .allocate(capacity: rows)
        pointers.initialize(repeating: nil, count: rows)
        start = samples + margin
    }

    private let start: UnsafeMutablePointer<Float>

    deinit {
        samples.deallocate()
        pointers.deallocate()
    }

    /// The place of row y, which may be negative; it holds what was last written for y or for y less the rows of the ring.
    subscript(y: Int) -> UnsafeMutablePointer<Float> {
        let slot = y % slots
        return start + (slot < 0 ? slot + slots : slot) * stride
    }

    /// Pointers to rows as a kernel across rows takes them, the k-th to row `source(k)`; valid until the next call.
    func window(_ count: Int, _ source: (Int) -> Int) -> UnsafePointer<UnsafePointer<Float>?> {
        for k in 0..<count { pointers[k] = UnsafePointer(self[source(k)]) }
        return UnsafePointer(pointers)
    }
}
