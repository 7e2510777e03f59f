/// Structural similarity (Wang, Bovik, Sheikh, Simoncelli 2004, IEEE TIP 13(4), equations 12 and 13).
///
/// 11-tap Gaussian of σ 1.5, population covariance, valid region only, K1 = 0.01, K2 = 0.03, peak 255.
enum StructuralSimilarity {
    /// Below this side no window fits.
    static let minimumSide = 2 * radius + 1

    /// Means over all windows of a pair, each exactly 1 for equal pictures and never more.
    struct Means: Sendable, Hashable {
        /// Luminance × contrast × structure.
        let similarity: Double
        /// Contrast × structure, as the finer scales of MS-SSIM use it.
        let contrast: Double
    }

    /// The means of two planes 0…255.
    ///
    /// - Precondition: equal sizes, both sides at least `minimumSide`.
    static func means(of x: Plane<Float>, and y: Plane<Float>) -> Means {
        let scale = SimilarityScale(width: x.width, height: x.height)
        x.withRows { xRows in
            y.withRows { yRows in
                for row in 0..<x.height { scale.take(xRows[row], yRows[row]) }
            }
        }
        return scale.means
    }

    static let radius = 5
    static let taps = gaussianTaps(radius: radius, sigma: 1.5)
    static let c1: Float = (0.01 * 255) * (0.01 * 255)
    static let c2: Float = (0.03 * 255) * (0.03 * 255)
    /// Samples are kept less this, which keeps two more bits of every variance.
    static let centre: Float = 128
}
