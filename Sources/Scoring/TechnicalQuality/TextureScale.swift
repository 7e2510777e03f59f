import CKernels

/// Statistics of the steps between neighbours of one plane at one size, gathered as its rows go by.
///
/// What blur, noise, coding and resampling change first: how strong the steps are, how heavy their tails, how much a step says
/// about the next ones, how the quiet and the busy parts of the picture differ.
struct TextureScale: ~Copyable {
    /// Below this side there is no whole block with its border.
    static let minimumSide = 18
    private static let block = 16

    private let width: Int
    private let ring: RowRing
    private var along = [Double](repeating: 0, count: Int(CK_TEXTURE_SUMS))
    private var across = [Double](repeating: 0, count: Int(CK_TEXTURE_SUMS))
    private var blockNoise: [Float]
    private var blockEnergy: [Float]
    /// Mean noise response and mean squared step of the blocks seen whole.
    private var noises: [Float] = []
    private var energies: [Float] = []
    private var rows = 0

    init(width: Int) {
        self.width = width
        ring = RowRing(rows: 5, width: width)
        blockNoise = [Float](repeating: 0, count: (width - 2) / Self.block)
        blockEnergy = blockNoise
    }

    /// Where the next row goes, before `push`.
    var next: UnsafeMutablePointer<Float> { ring[rows] }

    /// Takes the row written to `next`.
    mutating func push() {
        let y = rows
        rows += 1
        let row = ring[y]
        ck_texture(row, row + 1, row + 2, row + 3, row + 4, &along, width - 4)
        if y >= 4 { ck_texture(ring[y - 4], ring[y - 3], ring[y - 2], ring[y - 1], ring[y], &across, width) }
        if y >= 2 { pushBlocks(y) }
    }

    private mutating func pushBlocks(_ y: Int) {
        ck_block_texture(ring[y - 2], ring[y - 1], ring[y], &blockNoise, &blockEnergy, blockNoise.count)
        guard (y - 1) % Self.block == 0 else { return }
        let samples = Float(Self.block * Self.block)
        for b in blockNoise.indices {
            noises.append(blockNoise[b] / samples)
            energies.append(blockEnergy[b] / samples)
            blockNoise[b] = 0
            blockEnergy[b] = 0
        }
    }

    /// The numbers of the scale, in the order of `names`.
    consuming func features() -> [Double] {
        let directions = [(along, (width - 4) * rows), (across, width * (rows - 4))].map { Self.features(of: $0.0, count: $0.1) }
        let both = zip(directions[0], directions[1]).flatMap { [($0 + $1) / 2, abs($0 - $1)] }
        let sharpness = zip(noises, energies).filter { $0.1 > Self.active }.map { $0.0 * $0.0 / $0.1 }
        return both + Self.percentiles(of: noises) + Self.percentiles(of: energies) + Self.percentiles(of: sharpness)
    }

    /// Mean squared step from which on a block has edges or texture whose sharpness can be told.
    private static let active: Float = 6

    static let names: [String] =
        ["step", "tail", "peak", "next", "second", "third", "bend", "flat"].flatMap { ["\($0)", "\($0)_direction"] }
        + ["noise", "energy", "sharpness"].flatMap { name in levels.map { "\(name)_\(Int($0 * 100))" } }

    private static let levels = [0.02, 0.10, 0.25, 0.50, 0.75, 0.95, 0.99]

    /// One direction: strength, L1/L2 and L2²/L4 (both near 1 for even, near 0 for rare steps), correlations, curvature, flatness.
    private static func features(of sums: [Double], count: Int) -> [Double] {
        let n = Double(count)
        let energy = sums[1] / n + 1e-3
        return [
            PortableMath.log(energy),
            sums[0] / n / energy.squareRoot(),
            PortableMath.log((sums[2] / n + 1e-4) / (energy * energy)),
            sums[3] / n / energy,
            sums[4] / n / energy,
            sums[5] / n / energy,
            PortableMath.log((sums[6] / n + 1e-3) / energy),
            sums[7] / n,
        ]
    }

    /// Logarithms of the levels of the blocks' values; 0.01 is where 8-bit pictures are flat.
    private static func percentiles(of values: [Float]) -> [Double] {
        let sorted = values.sorted()
        return levels.map { level in
            guard !sorted.isEmpty else { return PortableMath.log(0.01) }
            return PortableMath.log(Double(sorted[Int(level * Double(sorted.count - 1) + 0.5)]) + 0.01)
        }
    }
}
