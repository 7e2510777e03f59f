import CKernels

/// The 16 × 16 blocks of PIQE: how many are active, and by how much they are impaired or noisy.
///
/// Thresholds and the odd choice of columns are those of the published code.
struct ImpairedBlocks: Sendable, Hashable {
    static let side = 16
    /// Samples of a run along a block's edge.
    private static let run = 6

    private(set) var active = 0
    private(set) var distortion = 0.0

    /// 100 (1 + Σ)/(1 + active).
    var score: Double { 100 * (1 + distortion) / (1 + Double(active)) }

    /// - Throws: `Missing` for a black picture, whose brightest value everything is divided by.
    init(of picture: ImageAnalysis) throws(Missing) {
        let side = Self.side
        let (width, height) = (picture.width + picture.width % side, picture.height + picture.height % side)
        guard let gray = Self.stretchedGray(of: picture, width: width, height: height) else {
            throw Missing(.failed, "a black picture has no blocks to look at")
        }
        let rows = NormalisedRows(of: gray, border: .replicate)
        let strip = RowRing(rows: side, width: width)
        for y in 0..<height / side * side {
            rows.read(y, into: strip[y])
            guard y % side == side - 1 else { continue }
            for block in 0..<width / side { add(strip, at: block * side) }
        }
    }

    /// round(255 Y / max Y), mirrored to the right and below by the remainder of the block size.
    private static func stretchedGray(of picture: ImageAnalysis, width: Int, height: Int) -> RowSource? {
        var luma = LumaRow(of: picture)
        var row = [Float](repeating: 0, count: picture.width)
        var brightest: Float = 0
        for y in 0..<picture.height {
            luma.read(y, into: &row)
            brightest = max(brightest, row.max() ?? 0)
        }
        guard brightest > 0 else { return nil }
        let (realWidth, realHeight) = (picture.width, picture.height)
        return RowSource(width: width, height: height) { y, target in
            luma.read(y < realHeight ? y : 2 * realHeight - 1 - y, into: target)
            for x in 0..<realWidth { target[x] = (255 * target[x] / brightest).rounded(.toNearestOrEven) }
            for x in realWidth..<max(width, realWidth) { target[x] = target[2 * realWidth - 1 - x] }
        }
    }

    private mutating func add(_ strip: borrowing RowRing, at x: Int) {
        let side = Self.side
        var block = [Double](repeating: 0, count: side * side)
        for y in 0..<side { for k in 0..<side { block[y * side + k] = Double(strip[y][x + k]) } }
        let variance = Self.variance(block)
        guard variance > 0.1 else { return }
        active += 1
        if Self.hasEvenRun(block) { distortion += 1 - variance }
        if Self.isNoisy(block, deviation: variance.squareRoot()) { distortion += variance }
    }

    /// Whether one of the 11 runs of 6 samples along one of the four edges hardly varies.
    private static func hasEvenRun(_ block: [Double]) -> Bool {
        let last = side - 1
        let edges: [(start: Int, step: Int)] = [(0, 1), (last * side, 1), (0, side), (last, side)]
        return edges.contains { edge in
            (0...side - run).contains { start in
                let samples = (start..<start + run).map { block[edge.start + $0 * edge.step] }
                return variance(samples).squareRoot() < 0.1
            }
        }
    }

    /// Whether the middle of the block varies unlike its surround.
    private static func isNoisy(_ block: [Double], deviation: Double) -> Bool {
        var centre: [Double] = [], surround: [Double] = []
        for y in 0..<side {
            for x in 0..<side {
                let value = block[y * side + x]
                if x == 7 || x == 8 { centre.append(value) }
                if x != 7, x != 9 { surround.append(value) }
            }
        }
        let ratio = variance(centre).squareRoot() / variance(surround).squareRoot()
        guard ratio.isFinite else { return deviation > 0 }
        let beta = abs(deviation - ratio) / max(deviation, ratio)
        return deviation > 2 * beta
    }

    /// With n − 1.
    private static func variance(_ values: [Double]) -> Double {
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    }
}
