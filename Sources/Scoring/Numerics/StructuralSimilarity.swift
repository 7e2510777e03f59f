import CKernels

/// Structural similarity of two planes 0…255 (Wang, Bovik, Sheikh, Simoncelli 2004, IEEE TIP 13(4), equations 12 and 13).
///
/// 11-tap Gaussian of σ 1.5, population covariance, valid region only, K1 = 0.01, K2 = 0.03, peak 255.
enum StructuralSimilarity {
    /// Below this side no window fits.
    static let minimumSide = 2 * radius + 1

    enum Factor {
        /// Luminance × contrast × structure.
        case all
        /// Contrast × structure, as the finer scales of MS-SSIM use it.
        case contrastAndStructure
    }

    /// The mean over all windows: exactly 1 for equal planes, never more.
    ///
    /// - Precondition: equal sizes, both sides at least `minimumSide`.
    static func mean(_ factor: Factor, of x: Plane<Float>, and y: Plane<Float>) -> Double {
        var windows = Windows(width: x.width)
        let total = x.withRows { xRows in
            y.withRows { yRows in
                (0..<x.height).reduce(0.0) { sum, row in
                    windows.push(xRows[row], yRows[row])
                    return row < 2 * radius ? sum : sum + windows.sum(of: factor)
                }
            }
        }
        // Rounding may lift single windows above 1 by a last bit.
        return min(1, total / Double((x.width - 2 * radius) * (x.height - 2 * radius)))
    }

    fileprivate static let radius = 5
    fileprivate static let taps = gaussianTaps(radius: radius, sigma: 1.5)
    fileprivate static let c1: Float = (0.01 * 255) * (0.01 * 255)
    fileprivate static let c2: Float = (0.03 * 255) * (0.03 * 255)
    /// Samples are centred before they are squared, which keeps two more bits of every variance.
    fileprivate static let centre: Float = 128
}

/// The last 11 rows of four planes (x, y, x² + y², x y), filtered along the row, in a ring.
///
/// Rows are padded: eleven rows 4,096 bytes apart, as a picture 1,024 wide has them, would share one set of the cache.
private struct Windows: ~Copyable {
    private static let planes = 4
    private static let slots = 2 * StructuralSimilarity.radius + 1

    private let width: Int
    private let stride: Int
    /// The planes of the row at hand, then the ring, then the filtered planes.
    private let rows: UnsafeMutablePointer<Float>
    /// For each plane the row at hand at its 11 offsets.
    private let along: [[UnsafePointer<Float>?]]
    /// For each plane the slots of the ring twice over, so that 11 in a row are in order wherever the ring begins.
    private let across: [[UnsafePointer<Float>?]]
    private var pushed = 0

    init(width: Int) {
        self.width = width
        let stride = (width + 15) / 16 * 16 + 16
        let rows = UnsafeMutablePointer<Float>.allocate(capacity: (Self.slots + 2) * Self.planes * stride)
        along = (0..<Self.planes).map { plane in (0..<Self.slots).map { UnsafePointer(rows + plane * stride + $0) } }
        across = (0..<Self.planes).map { plane in
            (0..<2 * Self.slots).map { UnsafePointer(rows + ((1 + $0 % Self.slots) * Self.planes + plane) * stride) }
        }
        self.stride = stride
        self.rows = rows
    }

    deinit { rows.deallocate() }

    private var validWidth: Int { width - 2 * StructuralSimilarity.radius }

    private func row(_ plane: Int) -> UnsafeMutablePointer<Float> { rows + plane * stride }
    private func filtered(_ plane: Int) -> UnsafeMutablePointer<Float> { rows + ((1 + Self.slots) * Self.planes + plane) * stride }

    /// Takes the next row of both planes into the ring.
    mutating func push(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>) {
        ck_ssim_products(x, y, StructuralSimilarity.centre, row(0), row(1), row(2), row(3), width)
        let slot = rows + (1 + pushed % Self.slots) * Self.planes * stride
        for plane in 0..<Self.planes {
            ck_fir11(along[plane], StructuralSimilarity.taps, slot + plane * stride, validWidth)
        }
        pushed += 1
    }

    /// The sum over the windows that end in the row pushed last.
    func sum(of factor: StructuralSimilarity.Factor) -> Double {
        for plane in 0..<Self.planes {
            across[plane].withUnsafeBufferPointer {
                ck_fir11($0.baseAddress! + pushed % Self.slots, StructuralSimilarity.taps, filtered(plane), validWidth)
            }
        }
        let c2 = StructuralSimilarity.c2
        switch factor {
        case .all:
            return ck_ssim_similarity(
                filtered(0), filtered(1), filtered(2), filtered(3), StructuralSimilarity.centre, StructuralSimilarity.c1, c2, validWidth)
        case .contrastAndStructure:
            return ck_ssim_contrast(filtered(0), filtered(1), filtered(2), filtered(3), c2, validWidth)
        }
    }
}
