import CKernels

/// One scale of pixel-domain visual information fidelity (Sheikh, Bovik 2006, IEEE TIP 15(2)): takes rows of luma of a pair,
/// measures the windows that end in them, and hands smoothed rows at half the size to the next scale.
///
/// In memory stand as many rows of each picture as the window is high. Windows lie inside the picture.
final class InformationScale {
    /// Below this side the coarsest window does not fit.
    static let minimumSide = 41
    /// Windows have 2 · radius + 1 samples and σ = a fifth of that.
    private static let radii = [8, 4, 2, 1]
    /// Samples are taken less this, which keeps two more bits of every variance.
    private static let centre = 128.0
    /// Both means, both squares, and the product.
    private static let quantities = 5

    private let width: Int
    private let height: Int
    private let radius: Int
    private let taps: [Double]
    private let coarser: InformationScale?
    private let first: RowRing
    private let second: RowRing
    private let across: DoubleRows
    private var kept = ck_product(mantissa: 1, exponent: 0)
    private var whole = ck_product(mantissa: 1, exponent: 0)
    private var taken = 0

    private init(width: Int, height: Int, radius: Int, coarser: InformationScale?) {
        self.width = width
        self.height = height
        self.radius = radius
        self.coarser = coarser
        taps = Self.gaussian(radius: radius, sigma: Double(2 * radius + 1) / 5)
        first = RowRing(rows: 2 * radius + 1, width: width)
        second = RowRing(rows: 2 * radius + 1, width: width)
        across = DoubleRows(rows: Self.quantities, width: width)
    }

    /// The four scales of a picture, the finest first.
    ///
    /// - Precondition: both sides are at least `minimumSide`.
    static func cascade(width: Int, height: Int) -> [InformationScale] {
        var sizes = [(width: width, height: height)]
        for radius in radii.dropFirst() {
            let (width, height) = sizes[sizes.count - 1]
            sizes.append(((width - 2 * radius + 1) / 2, (height - 2 * radius + 1) / 2))
        }
        return zip(sizes, radii).reversed().reduce(into: []) { scales, scale in
            let (size, radius) = scale
            scales.insert(InformationScale(width: size.width, height: size.height, radius: radius, coarser: scales.first), at: 0)
        }
    }

    /// Takes the next row of the reference and of the other picture.
    func take(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>) {
        first[taken].update(from: x, count: width)
        second[taken].update(from: y, count: width)
        advance()
    }

    /// What was found when all rows were taken, in nats: what the other picture keeps of the reference's information, and all of it.
    var information: (kept: Double, whole: Double) { (Self.logarithm(of: kept), Self.logarithm(of: whole)) }

    private static func logarithm(of product: ck_product) -> Double {
        PortableMath.log(product.mantissa) + Double(product.exponent) * 0.693_147_180_559_945_3
    }

    /// Makes use of the rows that were written last.
    private func advance() {
        if taken >= 2 * radius { measure() }
        if let coarser { smooth(into: coarser) }
        taken += 1
    }

    private func measure() {
        let oldest = taken - 2 * radius
        ck_information_across(
            first.window(2 * radius + 1) { oldest + $0 }, second.window(2 * radius + 1) { oldest + $0 }, taps, radius, Self.centre,
            across.targets, width)
        ck_information_along(across.sources, taps, radius, &kept, &whole, width - 2 * radius)
    }

    /// Hands on every second row and sample of what the window of the coarser scale makes of the rows.
    private func smooth(into coarser: InformationScale) {
        let oldest = taken - 2 * coarser.radius
        guard oldest >= 0, oldest % 2 == 0, coarser.taken < coarser.height else { return }
        smooth(first, from: oldest, for: coarser, into: coarser.first[coarser.taken])
        smooth(second, from: oldest, for: coarser, into: coarser.second[coarser.taken])
        coarser.advance()
    }

    private func smooth(_ rows: borrowing RowRing, from oldest: Int, for coarser: InformationScale, into row: UnsafeMutablePointer<Float>) {
        let (taps, radius) = (coarser.taps, coarser.radius)
        ck_smooth_across(rows.window(2 * radius + 1) { oldest + $0 }, taps, radius, across[0], width)
        ck_smooth_along_even(across[0], taps, radius, row, coarser.width)
    }

    /// The weights of a sampled Gaussian window that sum to 1, from the middle outwards.
    private static func gaussian(radius: Int, sigma: Double) -> [Double] {
        let weights = (0...radius).map { PortableMath.exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let total = weights[0] + 2 * weights.dropFirst().reduce(0, +)
        return weights.map { $0 / total }
    }
}
