import CKernels

/// Rows of a plane from the first to the last, each asked for once.
struct RowSource {
    let width: Int
    let height: Int
    /// Writes row y.
    let read: (_ y: Int, _ row: UnsafeMutablePointer<Float>) -> Void

    /// The gray of a picture, or of its top left part.
    static func gray(of picture: ImageAnalysis, width: Int? = nil, height: Int? = nil) -> RowSource {
        var row = SceneGrayRow(of: picture)
        let width = width ?? picture.width
        return RowSource(width: width, height: height ?? picture.height) { y, target in row.read(y, into: target, count: width) }
    }

    /// At half the size, sides rounded down: bicubic (a = −½) widened against aliasing, the edge mirrored with its sample.
    ///
    /// As MATLAB's imresize at a scale of one half, but for the rounding of odd sides, which follows piq.
    func halved() -> RowSource {
        let rows = HalvedRows(of: self)
        return RowSource(width: width / 2, height: height / 2) { y, target in rows.read(y, into: target) }
    }
}

/// The state of a plane that is halved as its rows go by.
private final class HalvedRows {
    private let source: RowSource
    private let ring: RowRing
    private var loaded = 0
    private let across: HalvingTaps
    private let along: HalvingTaps
    private var row: [Float]
    private var wide: [Double]

    init(of source: RowSource) {
        self.source = source
        ring = RowRing(rows: HalvingTaps.most, width: source.width)
        across = HalvingTaps(source.height)
        along = HalvingTaps(source.width)
        row = [Float](repeating: 0, count: source.width)
        wide = [Double](repeating: 0, count: source.width + 8)
    }

    func read(_ y: Int, into target: UnsafeMutablePointer<Float>) {
        let first = across.first(y)
        while loaded < min(first + across.count, source.height) {
            source.read(loaded, ring[loaded])
            loaded += 1
        }
        let width = source.width
        wide.withUnsafeMutableBufferPointer { wide in
            let row = wide.baseAddress! + 3
            if across.isEven {
                ck_fir8_across(ring.window(8) { mirrored(first + $0, source.height) }, HalvingTaps.even, row, width)
            } else {
                add(first, across.weights(y), to: row)
            }
            guard along.isEven else {
                for x in 0..<width / 2 { target[x] = sample(x, of: row) }
                return
            }
            for k in 1...3 { row[-k] = row[mirrored(-k, width)] }
            for k in 0...4 { row[width + k] = row[mirrored(width + k, width)] }
            ck_fir8_halving(wide.baseAddress!, HalvingTaps.even, target, width / 2)
        }
    }

    private func add(_ first: Int, _ weights: [Double], to row: UnsafeMutablePointer<Double>) {
        for x in 0..<source.width { row[x] = 0 }
        for (k, weight) in weights.enumerated() {
            let line = ring[mirrored(first + k, source.height)]
            for x in 0..<source.width { row[x] += weight * Double(line[x]) }
        }
    }

    private func sample(_ x: Int, of row: UnsafeMutablePointer<Double>) -> Float {
        let first = along.first(x)
        var sum = 0.0
        for (k, weight) in along.weights(x).enumerated() { sum += weight * row[mirrored(first + k, source.width)] }
        return Float(sum)
    }
}

/// … 1 0 | 0 1 2 … n−1 | n−1 n−2 …
private func mirrored(_ i: Int, _ count: Int) -> Int {
    let inside = i < 0 ? -i - 1 : i >= count ? 2 * count - 1 - i : i
    return min(max(inside, 0), count - 1)
}
