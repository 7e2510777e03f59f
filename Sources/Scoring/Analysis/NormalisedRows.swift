import CKernels

/// Rows of mean-subtracted, contrast-normalised values: (I − μ)/(σ + 1) under a 7×7 Gaussian of σ 7/6.
///
/// Ruderman 1994, as Mittal, Moorthy, Bovik 2012 (equation 1) use it. Magnitudes below 1e-6 are set to 0: where the picture is
/// flat they are rounding dust, whose sign no two implementations agree on.
final class NormalisedRows {
    enum Border {
        /// Nothing beyond the edge.
        case zero
        /// The edge sample goes on.
        case replicate
    }

    let width: Int
    let height: Int
    private static let reach = 3
    private let source: RowSource
    private let border: Border
    private let ring: RowRing
    private var loaded = 0
    private var means: [Double]
    private var squares: [Double]
    private let blank: [Float]

    init(of source: RowSource, border: Border) {
        self.source = source
        self.border = border
        (width, height) = (source.width, source.height)
        ring = RowRing(rows: 7, width: width)
        means = [Double](repeating: 0, count: width + 2 * Self.reach)
        squares = means
        blank = [Float](repeating: 0, count: width)
    }

    /// Writes row y, and the local deviations when they are asked for; rows come in order.
    func read(_ y: Int, into normalised: UnsafeMutablePointer<Float>, deviations: UnsafeMutablePointer<Float>? = nil) {
        while loaded <= min(y + Self.reach, height - 1) {
            source.read(loaded, ring[loaded])
            loaded += 1
        }
        let (width, height) = (width, height)
        blank.withUnsafeBufferPointer { blank in
            means.withUnsafeMutableBufferPointer { means in
                squares.withUnsafeMutableBufferPointer { squares in
                    withUnsafeTemporaryAllocation(of: UnsafePointer<Float>?.self, capacity: 7) { rows in
                        for k in 0..<7 {
                            let row = y + k - Self.reach
                            let isInside = (0..<height).contains(row)
                            rows[k] =
                                isInside || border == .replicate ? UnsafePointer(ring[min(max(row, 0), height - 1)]) : blank.baseAddress
                        }
                        ck_local_across(
                            rows.baseAddress, Self.taps, means.baseAddress! + Self.reach, squares.baseAddress! + Self.reach, width)
                    }
                    if border == .replicate {
                        for k in 1...Self.reach {
                            for buffer in [means, squares] {
                                buffer[Self.reach - k] = buffer[Self.reach]
                                buffer[width + Self.reach - 1 + k] = buffer[width + Self.reach - 1]
                            }
                        }
                    }
                    ck_normalise(means.baseAddress, squares.baseAddress, Self.taps, ring[y], normalised, deviations, width)
                }
            }
        }
    }

    /// Outermost first; the seven weights sum to 1.
    private static let taps: [Double] = {
        let raw = [3.0, 2, 1, 0].map { x in PortableMath.exp(-x * x / (2 * 49 / 36)) }
        let total = 2 * raw.reduce(0, +) - raw[3]
        return raw.map { $0 / total }
    }()
}
