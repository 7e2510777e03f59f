import CKernels

/// One scale of SSIMULACRA2: takes rows of linear light of a pair, measures them in XYB, and hands the halved rows to the next
/// scale.
///
/// In memory stand nine rows of twelve planes, whatever the height. Everything outside the picture is 0 in all planes, as in
/// the reference code; rows are kept less a centre near their mean, which gives the variances two more digits.
final class XYBScale {
    /// What the pictures differ by in one of the planes X, Y, B.
    struct Norms {
        /// Mean and 4-norm of the structure error.
        var error = [0.0, 0.0]
        /// Mean and 4-norm of ringing, then of blur.
        var edges = [0.0, 0.0, 0.0, 0.0]
    }

    let width: Int
    let height: Int
    /// The structure error of Y at every pixel, row by row, where it is kept.
    private(set) var map: [Float] = []

    private let coarser: XYBScale?
    private let keepsMap: Bool
    private let light: RowRing
    private let planes: RowRing
    private let blurred: RowRing
    private let across: RowRing
    private var sums = [Norms](repeating: Norms(), count: 3)
    private var taken = 0

    init(width: Int, height: Int, coarser: XYBScale? = nil, keepsMap: Bool = false) {
        self.width = width
        self.height = height
        self.coarser = coarser
        self.keepsMap = keepsMap
        let padded = width + 2 * Self.radius
        light = RowRing(rows: 2 * 6, width: width)
        planes = RowRing(rows: Self.quantities * 3 * Self.slots, width: padded)
        across = RowRing(rows: Self.quantities, width: padded)
        blurred = RowRing(rows: Self.quantities, width: width)
        for y in 0..<Self.slots { leaveOut(y) }
    }

    /// The scales of a picture, the finest first: each half as large, as long as the one before has both sides at least 8.
    static func cascade(width: Int, height: Int, atMost count: Int) -> [XYBScale] {
        var sizes = [(width: width, height: height)]
        while sizes.count < count, let last = sizes.last, min(last.width, last.height) >= 8 {
            sizes.append(((last.width + 1) / 2, (last.height + 1) / 2))
        }
        return sizes.reversed().reduce(into: []) { scales, size in
            scales.insert(XYBScale(width: size.width, height: size.height, coarser: scales.first), at: 0)
        }
    }

    /// Where the next row belongs: red, green, blue of the reference, then of the other picture.
    func next(_ plane: Int) -> UnsafeMutablePointer<Float> { light[taken % 2 * 6 + plane] }

    /// Takes the row that was written to `next`.
    func take() {
        let y = taken
        convert(y)
        if y >= Self.radius { measure(y - Self.radius) }
        let isLast = y == height - 1
        if y % 2 == 1 || isLast { halve(y) }
        taken += 1
        guard isLast else { return }
        for below in height..<height + Self.radius {
            leaveOut(below)
            measure(below - Self.radius)
        }
    }

    /// What was found in X, Y and B when all rows were taken.
    var norms: [Norms] {
        let share = 1 / Double(width * height)
        func root(_ sum: Double) -> Double { (sum * share).squareRoot().squareRoot() }
        return sums.map { sums in
            Norms(
                error: [sums.error[0] * share, root(sums.error[1])],
                edges: [sums.edges[0] * share, root(sums.edges[1]), sums.edges[2] * share, root(sums.edges[3])])
        }
    }

    private static let radius = 4
    private static let slots = 2 * radius + 1
    private static let taps = truncatedCosineTaps(sigma: 1.5)
    private static let centre: [Float] = [0.42, 0.45, 0.55]
    private static let c2: Float = 0.0009
    /// Both pictures, their energy, and their squared difference.
    private static let quantities = 4

    private func slot(_ y: Int, _ channel: Int, _ quantity: Int) -> Int {
        (channel * Self.quantities + quantity) * Self.slots + (y + Self.slots) % Self.slots
    }

    private func row(_ y: Int, _ channel: Int, _ quantity: Int) -> UnsafeMutablePointer<Float> {
        planes[slot(y, channel, quantity)]
    }

    /// Writes a row that lies outside of the picture.
    private func leaveOut(_ y: Int) {
        for channel in 0..<3 {
            for picture in 0..<2 {
                row(y, channel, picture).update(repeating: -Self.centre[channel], count: planes.width)
            }
            combine(y, channel)
        }
    }

    private func convert(_ y: Int) {
        for picture in 0..<2 {
            let start = Self.radius
            ck_xyb(
                next(3 * picture), next(3 * picture + 1), next(3 * picture + 2), Self.centre, row(y, 0, picture) + start,
                row(y, 1, picture) + start, row(y, 2, picture) + start, width)
        }
        for channel in 0..<3 { combine(y, channel) }
    }

    private func combine(_ y: Int, _ channel: Int) {
        ck_energy_and_difference(row(y, channel, 0), row(y, channel, 1), row(y, channel, 2), row(y, channel, 3), planes.width)
    }

    /// Blurs about row y and adds what the pictures differ in there.
    private func measure(_ y: Int) {
        for channel in 0..<3 {
            for quantity in 0..<Self.quantities {
                let window = planes.window(Self.slots) { self.slot(y - Self.radius + $0, channel, quantity) }
                ck_fir9_across(window, Self.taps, across[quantity], planes.width)
                ck_fir9_along(across[quantity], Self.taps, blurred[quantity], width)
            }
            ck_structure_error(blurred[0], blurred[1], blurred[2], blurred[3], Self.c2, across[0], width)
            ck_power_sums(across[0], &sums[channel].error, width)
            if keepsMap, channel == 1 { map.append(contentsOf: UnsafeBufferPointer(start: across[0], count: width)) }
            let start = Self.radius
            ck_edge_sums(
                row(y, channel, 0) + start, blurred[0], row(y, channel, 1) + start, blurred[1], &sums[channel].edges, width)
        }
    }

    /// 2×2 means of row y and the one above it; an edge without a partner is repeated.
    private func halve(_ y: Int) {
        guard let coarser else { return }
        for plane in 0..<6 {
            let bottom = light[y % 2 * 6 + plane]
            let top = light[plane]
            let target = coarser.next(plane)
            ck_halve(top, bottom, target, width / 2)
            if width % 2 == 1 { target[width / 2] = (top[width - 1] + bottom[width - 1]) * 0.5 }
        }
        coarser.take()
    }
}
