import CKernels

/// Spectra of the 8 × 8 blocks of luma, on the grid of JPEG and half a block beside it.
///
/// A coder leaves zeros where its grid is and not beside it; blur empties the high bands of the sharpest blocks too.
struct BlockSpectrum: ~Copyable {
    private static let side = 8
    private static let levels = [0.10, 0.50, 0.90, 0.98]
    /// Energy of the lowest band from which on a block has something to lose.
    private static let active: Float = 40

    private let columns: Int
    private let ring: RowRing
    private var rows = 0
    /// On the grid, and beside it.
    private var zeros = [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    private var middle: [Float] = []
    private var high: [Float] = []
    private var numbers: [Float]

    init(width: Int) {
        columns = width / Self.side - 1
        ring = RowRing(rows: Self.side, width: width)
        numbers = [Float](repeating: 0, count: columns * Int(CK_SPECTRUM_NUMBERS))
    }

    mutating func push(_ row: UnsafePointer<Float>) {
        ring[rows].update(from: row, count: ring.width)
        rows += 1
        guard rows >= Self.side, rows % 4 == 0 else { return }
        let first = rows - Self.side
        let isBeside = first % Self.side != 0
        let window = ring.window(Self.side) { first + $0 }
        ck_block_spectrum(window, isBeside ? 4 : 0, &numbers, columns)
        for block in stride(from: 0, to: numbers.count, by: Int(CK_SPECTRUM_NUMBERS)) where numbers[block] > Self.active {
            let place = isBeside ? 1 : 0
            zeros[place][0] += 1
            zeros[place][1] += Double(numbers[block + 3])
            zeros[place][2] += Double(numbers[block + 4])
            guard !isBeside else { continue }
            middle.append((numbers[block + 1] + 1) / (numbers[block] + 1))
            high.append((numbers[block + 2] + 1) / (numbers[block] + 1))
        }
    }

    static let names =
        ["zeros_middle", "zeros_high", "grid_middle", "grid_high", "active"]
        + ["middle", "high"].flatMap { band in levels.map { "\(band)_\(Int($0 * 100))" } }

    /// Coefficients of a block in the two upper bands.
    private static let counts = [25.0, 36.0]

    consuming func features() -> [Double] {
        let shares = zeros.map { sums in (1...2).map { sums[0] > 0 ? sums[$0] / sums[0] / Self.counts[$0 - 1] : 0 } }
        let active = zeros[0][0] / Double(max(1, columns * (rows / Self.side)))
        return [shares[0][0], shares[0][1], shares[0][0] - shares[1][0], shares[0][1] - shares[1][1], active]
            + Self.percentiles(of: middle) + Self.percentiles(of: high)
    }

    private static func percentiles(of values: [Float]) -> [Double] {
        let sorted = values.sorted()
        return levels.map { sorted.isEmpty ? -8 : PortableMath.log(Double(sorted[Int($0 * Double(sorted.count - 1) + 0.5)])) }
    }
}
