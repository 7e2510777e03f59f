import CKernels

/// One scale of structural similarity: takes rows of a pair, measures the windows that end in them, and hands halved rows to the
/// next scale.
///
/// In memory stand eleven rows of each picture, whatever the height.
final class SimilarityScale {
    let width: Int
    let height: Int
    /// The similarity of every window, row by row, where it is kept.
    private(set) var map: [Float] = []

    private let coarser: SimilarityScale?
    private let measures: Bool
    private let keepsMap: Bool
    private let first: RowRing
    private let second: RowRing
    private let across: RowRing
    private var sums = [0.0, 0.0]
    private var taken = 0

    /// - Parameters:
    ///   - coarser: takes rows of half the size, if anything does.
    ///   - measures: whether the windows of this scale are of interest.
    init(width: Int, height: Int, coarser: SimilarityScale? = nil, measures: Bool = true, keepsMap: Bool = false) {
        self.width = width
        self.height = height
        self.coarser = coarser
        self.measures = measures
        self.keepsMap = keepsMap
        first = RowRing(rows: Self.slots, width: width)
        second = RowRing(rows: Self.slots, width: width)
        across = RowRing(rows: Self.quantities + 1, width: width)
    }

    /// Windows in a row.
    var columns: Int { max(0, width - 2 * StructuralSimilarity.radius) }
    /// Rows of windows.
    var rows: Int { max(0, height - 2 * StructuralSimilarity.radius) }

    /// Takes the next row of both pictures, 0…255.
    func take(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>) {
        ck_less(x, StructuralSimilarity.centre, first[taken], width)
        ck_less(y, StructuralSimilarity.centre, second[taken], width)
        advance()
    }

    /// What was found when all rows were taken.
    ///
    /// - Precondition: both sides are at least 11.
    var means: StructuralSimilarity.Means {
        let windows = Double(columns * rows)
        // Rounding may lift single windows above 1 by a last bit.
        return StructuralSimilarity.Means(similarity: min(1, sums[0] / windows), contrast: min(1, sums[1] / windows))
    }

    private static let slots = 2 * StructuralSimilarity.radius + 1
    /// Both means, the energy and the squared difference.
    private static let quantities = 4

    /// Makes use of the rows that were written last.
    private func advance() {
        if measures, taken >= Self.slots - 1 { measure() }
        halve()
        taken += 1
    }

    private func measure() {
        let oldest = taken - Self.slots + 1
        ck_similarity_across(
            first.window(Self.slots) { oldest + $0 }, second.window(Self.slots) { oldest + $0 }, StructuralSimilarity.taps, across[0],
            across[1], across[2], across[3], width)
        let row = across[Self.quantities]
        ck_similarity_along(
            across[0], across[1], across[2], across[3], StructuralSimilarity.taps, StructuralSimilarity.centre,
            StructuralSimilarity.c1, StructuralSimilarity.c2, keepsMap ? row : nil, &sums, columns)
        if keepsMap { map.append(contentsOf: UnsafeBufferPointer(start: row, count: columns)) }
    }

    /// 2×2 means, a left-over last row or column dropped.
    ///
    /// When either side is odd one replicated row above and one replicated column on the left come first, for both sides: the
    /// grid of an even side shifts too. That is what piq 0.8.0 does between the scales of MS-SSIM (piq/ms_ssim.py).
    private func halve() {
        guard let coarser else { return }
        let pad = (width | height) & 1
        guard (taken + pad) % 2 == 1, coarser.taken < coarser.height else { return }
        Self.halve(first[max(0, taken - 1)], first[taken], pad: pad, into: coarser.first[coarser.taken], coarser.width)
        Self.halve(second[max(0, taken - 1)], second[taken], pad: pad, into: coarser.second[coarser.taken], coarser.width)
        coarser.advance()
    }

    private static func halve(
        _ top: UnsafePointer<Float>, _ bottom: UnsafePointer<Float>, pad: Int, into row: UnsafeMutablePointer<Float>, _ width: Int
    ) {
        if pad == 1 { row[0] = (top[0] + bottom[0]) / 2 }
        ck_halve(top + pad, bottom + pad, row + pad, width - pad)
    }
}

extension SimilarityScale {
    /// Scales of which each is half as large as the one before, the finest first.
    ///
    /// - Parameter finest: whether the first one measures; the others always do.
    static func cascade(width: Int, height: Int, count: Int, finest: Bool) -> [SimilarityScale] {
        var sizes = [(width: width, height: height)]
        for _ in 1..<count {
            let (width, height) = sizes[sizes.count - 1]
            let pad = (width | height) & 1
            sizes.append(((width + pad) / 2, (height + pad) / 2))
        }
        return sizes.enumerated().reversed().reduce(into: []) { scales, size in
            let scale = SimilarityScale(
                width: size.element.width, height: size.element.height, coarser: scales.first, measures: finest || size.offset > 0)
            scales.insert(scale, at: 0)
        }
    }
}
