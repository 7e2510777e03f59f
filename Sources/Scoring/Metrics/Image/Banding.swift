import CKernels
import Catalogs

/// Steps where a slope should be: the share of its worst parts that lies in visible bands. 0 is none.
///
/// A band is a stretch of equal luma along a row or a column with a step to another such stretch on either side, both up or
/// both down: what is left of a gradient with too few levels. Texture, noise and dithering have no such stretches, hard edges
/// no such steps. Drawings shaded in flat tones close to each other have both, and read as banded.
struct Banding: Metric {
    static let name = "banding"
    static let summary = "How visible bands are where a slope should be, in the worst parts."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, 1), better: .lower)
    static let needs = Needs.nothing
    static let source =
        "Σ d²/(d² + 25) over flat runs in staircases of luma, d the mean step, at 3 sizes; tiles of 32 pixels, worst 30 % of the "
        + "area. Contrast, scales and pooling after Tandon, Afonso, Sole, Krasula 2021, CAMBI: Contrast-aware Multiscale Banding Index"

    /// The share of the area that decides: a banded sky is one, whatever stands below it.
    private static let worstShare = 0.3

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) -> Measurement {
        var sweep = BandSweep(over: picture)
        for y in 0..<picture.height { sweep.take(y) }
        return .value(Self.pooled(sweep.finish()))
    }

    /// Mean over the worst tiles that make up the share of the area.
    private static func pooled(_ tiles: [BandedTile]) -> Double {
        var wanted = worstShare * tiles.reduce(0.0) { $0 + $1.area }
        let all = wanted
        var sum = 0.0
        for tile in tiles.sorted(by: { $0.visibility > $1.visibility }) where wanted > 0 {
            sum += min(tile.area, wanted) * tile.visibility
            wanted -= tile.area
        }
        return min(1, sum / all)
    }
}

/// A square of the picture.
struct BandedTile {
    /// Pixels.
    let area: Double
    /// Mean visibility of the bands its pixels lie in, 0…1: of rows or columns, and of the size, where they are most visible.
    let visibility: Double
}

/// The rows of one pass, at full size and halved twice.
///
/// Full size finds what is exactly flat. Half and quarter size, where noise has averaged out and soft steps are short again,
/// find larger steps between stretches that are nearly flat.
private struct BandSweep: ~Copyable {
    private static let sizes = 3
    private static let tile = 32

    private let width: Int
    private let height: Int
    private var reader: LumaRow
    private let rows: RowRing
    private let halves: RowRing
    private let quarters: RowRing
    private var levels: [BandMap]

    init(over picture: ImageAnalysis) {
        width = picture.width
        height = picture.height
        reader = LumaRow(of: picture)
        rows = RowRing(rows: 2, width: width)
        halves = RowRing(rows: 2, width: max(1, width / 2))
        quarters = RowRing(rows: 1, width: max(1, width / 4))
        levels = (0..<Self.sizes).map { [width, height] in
            BandMap(width: width >> $0, height: height >> $0, tile: Self.tile >> $0, isFull: $0 == 0)
        }
    }

    /// Takes row y.
    mutating func take(_ y: Int) {
        reader.read(y, into: rows[y])
        levels[0].take(rows[y])
        guard y % 2 == 1, width >= 2 else { return }
        let half = y / 2
        ck_halve(rows[y - 1], rows[y], halves[half], width / 2)
        levels[1].take(halves[half])
        guard half % 2 == 1, width >= 4 else { return }
        ck_halve(halves[half - 1], halves[half], quarters[0], width / 4)
        levels[2].take(quarters[0])
    }

    /// All tiles, once all rows were taken.
    mutating func finish() -> [BandedTile] {
        for level in levels.indices { levels[level].finish() }
        let (columns, lines) = (levels[0].columns, levels[0].lines)
        return (0..<lines).flatMap { line in
            (0..<columns).map { column in
                BandedTile(
                    area: levels[0].area(column, line), visibility: levels.reduce(0) { max($0, $1.visibility(column, line)) })
            }
        }
    }
}

/// Where the bands of a picture at one size lie: sums over tiles.
private struct BandMap {
    private let width: Int
    private let height: Int
    private let tile: Int
    let columns: Int
    let lines: Int
    private var rules: ck_band_rules
    private var along: [Float]
    private var across: [Float]
    private var down: [ck_band_line]
    private var taken = 0

    init(width: Int, height: Int, tile: Int, isFull: Bool) {
        self.width = width
        self.height = height
        self.tile = tile
        columns = (width + tile - 1) / tile
        lines = (height + tile - 1) / tile
        // In code values: one is about 0.4 of L*, so that a step of 5 is twice the least that is seen at an edge.
        rules = ck_band_rules(
            tolerance: isFull ? 0 : 0.5, least_step: isFull ? 0 : 2, most_step: 20, half_step: 5,
            tile: Int32(tile), columns: Int32(columns))
        along = [Float](repeating: 0, count: columns * lines)
        across = along
        down = [ck_band_line](repeating: ck_band_line(), count: width)
    }

    mutating func take(_ row: UnsafePointer<Float>) {
        along.withUnsafeMutableBufferPointer { along in
            guard let start = along.baseAddress else { return }
            ck_band_row(row, &rules, start + taken / tile * columns, width)
        }
        if taken == 0 {
            ck_band_begin(&down, row, width)
        } else {
            ck_band_columns(row, Int32(taken), &down, &rules, &across, width)
        }
        taken += 1
    }

    mutating func finish() {
        if taken > 0 { ck_band_end(&down, Int32(taken), &rules, &across, width) }
    }

    /// Samples of a tile.
    func area(_ column: Int, _ line: Int) -> Double {
        Double(min(tile, width - column * tile) * min(tile, height - line * tile))
    }

    /// 0 beyond the last tile: a halved picture may be a sample short of it.
    func visibility(_ column: Int, _ line: Int) -> Double {
        guard column < columns, line < lines else { return 0 }
        let place = line * columns + column
        return Double(max(along[place], across[place])) / area(column, line)
    }
}
