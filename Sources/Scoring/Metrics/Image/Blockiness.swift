import Catalogs

/// Steps on a grid of 8 pixels, the mark of strong JPEG compression and of pixelation, whatever the offset of the grid.
/// 1 is none. Edges of the motif that happen to lie on one grid read high in pictures with few edges.
struct Blockiness: Metric {
    static let name = "blockiness"
    static let summary = "Luma steps across an 8-pixel grid, relative to steps elsewhere."
    static let version = 1
    static let scale = Scale(unit: "", in: (1, Self.highest), better: .lower)
    static let needs = Needs.nothing
    static let source =
        "mean |ΔY| between neighbours across grid lines over the mean elsewhere, both directions together, each at its best of 8 offsets"

    /// A perfect mosaic has no step elsewhere, and a ratio without bound; it stops here.
    private static let highest = 64.0
    private static let grid = 8

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) throws -> Measurement {
        try picture.requireSide(atLeast: 2 * Self.grid)
        let lines = picture.pixelStatistics.steps
        var onGrid = (sum: 0.0, count: 0), elsewhere = onGrid
        for (sums, length) in [(lines.columns, picture.height), (lines.rows, picture.width)] {
            let best = Self.strongestOffset(of: sums)
            for (place, sum) in sums.enumerated() {
                if place % Self.grid == best {
                    onGrid = (onGrid.sum + sum, onGrid.count + length)
                } else {
                    elsewhere = (elsewhere.sum + sum, elsewhere.count + length)
                }
            }
        }
        guard onGrid.sum > 0 else { throw Missing(.failed, "a flat picture has no steps to compare") }
        let step = onGrid.sum / Double(onGrid.count)
        return .value(step / max(elsewhere.sum / Double(elsewhere.count), step / Self.highest))
    }

    /// The offset whose lines have the highest mean step.
    private static func strongestOffset(of sums: [Double]) -> Int {
        let means = (0..<grid).map { offset in
            let places = stride(from: offset, to: sums.count, by: grid)
            return places.reduce(0.0) { $0 + sums[$1] } / Double(Array(places).count)
        }
        return means.indices.reduce(0) { means[$1] > means[$0] ? $1 : $0 }
    }
}
