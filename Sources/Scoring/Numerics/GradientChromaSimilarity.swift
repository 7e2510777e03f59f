import CKernels

/// Likeness of gradients and chroma of two pictures, row by row (Nafchi, Shahkolaei, Hedjam, Cheriet 2016, IEEE Access 4).
///
/// Both are shrunk first, to a smaller side near 256; Prewitt masks over 3, zero outside. The deviation needs the mean of the
/// whole map, so that one number stands in memory for each place of the shrunk picture.
final class GradientChromaSimilarity {
    let width: Int
    let height: Int
    /// 0.6 of gradient similarity and 0.4 of chroma similarity at each place; may be below 0 and above 1.
    private(set) var map: [Float] = []

    private static let slots = 3

    private let first: Picture
    private let second: Picture
    private let chromaLoss: RowRing
    private let similarity: RowRing
    private var roots = [0.0, 0.0]
    private var shrunk = 0

    init(width: Int, height: Int) {
        // Python's rounding in the reference code: halves go to the even neighbour.
        let factor = max(1, Int((Double(min(width, height)) / 256).rounded(.toNearestOrEven)))
        first = Picture(width: width, height: height, factor: factor)
        second = Picture(width: width, height: height, factor: factor)
        self.width = first.pool.width
        self.height = first.pool.height
        chromaLoss = RowRing(rows: 2, width: self.width)
        similarity = RowRing(rows: 1, width: self.width)
        map.reserveCapacity(self.width * self.height)
    }

    /// Takes the next row of the reference and of the other picture.
    func take(_ x: borrowing ColourRow, _ y: borrowing ColourRow) {
        let isComplete = first.take(x)
        guard second.take(y), isComplete else { return }
        ck_chroma_loss(first.chroma[0], first.chroma[1], second.chroma[0], second.chroma[1], chromaLoss[shrunk], width)
        shrunk += 1
        if shrunk > 1 { measure(shrunk - 2) }
        guard shrunk == height else { return }
        first.endLuma()
        second.endLuma()
        measure(shrunk - 1)
    }

    /// (mean |v − mean v|)^¼ over v = similarity^¼, a complex number where similarity is negative; exactly 0 for equal pictures.
    var deviation: Double {
        let count = Double(map.count)
        let distance = map.withUnsafeBufferPointer { ck_fourth_root_distance($0.baseAddress, roots.map { $0 / count }, $0.count) }
        return (distance / count).squareRoot().squareRoot()
    }

    private func measure(_ y: Int) {
        let row = similarity[0]
        ck_mdsi_similarity(
            first.luma.window(Self.slots) { y - 1 + $0 }, second.luma.window(Self.slots) { y - 1 + $0 }, chromaLoss[y], row, width)
        ck_fourth_roots(row, &roots, width)
        map.append(contentsOf: UnsafeBufferPointer(start: row, count: width))
    }

    /// The last rows of one picture.
    private final class Picture {
        let pool: PooledColour
        let luma: RowRing
        /// Both chroma planes of the row at hand.
        let chroma: RowRing
        private var taken = 0

        init(width: Int, height: Int, factor: Int) {
            pool = PooledColour(width: width, height: height, factor: factor)
            luma = RowRing(rows: slots, width: pool.width, margin: 1)
            chroma = RowRing(rows: 2, width: pool.width)
        }

        func take(_ row: borrowing ColourRow) -> Bool {
            guard pool.take(row) else { return false }
            ck_mdsi_channels(pool.red, pool.green, pool.blue, luma[taken], chroma[0], chroma[1], pool.width)
            taken += 1
            return true
        }

        /// The row below the last one.
        func endLuma() { luma[taken].update(repeating: 0, count: pool.width) }
    }
}
