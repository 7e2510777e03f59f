import Media

/// Share of the picture in bars of one colour, 0…1: above and below, left and right, or all around. 0 where there are none.
///
/// Bars stand on opposite sides in the same colour, each at least 2 % of the side, and end in a straight edge: a plain sky has
/// no counterpart below, and a thing drawn on a plain ground does not begin in all of a row at once.
enum Letterbox: GateFact {
    static let name = "letterbox"
    static let summary = "Share of the picture in bars of one colour on opposite sides, 0 to 1."

    /// Code values that a bar may stray from its colour.
    private static let tolerance: Float = 3
    /// Of the side, for one bar.
    private static let thinnest = 0.02
    /// Of the edge, how much must differ from the bar in one of the first rows past it; the rest may happen to look like it.
    private static let leastEdge = 0.6
    private static let edgeRows = 3

    static func value(of picture: ImageAnalysis) -> Double? {
        guard var bars = Bars(of: picture, tolerance: tolerance) else { return 0 }
        bars.drop(thinnerThan: thinnest)
        let edges = Edges(of: bars, in: picture, tolerance: tolerance, rows: edgeRows)
        if edges.across < leastEdge { (bars.top, bars.bottom) = (0, 0) }
        if edges.along < leastEdge { (bars.left, bars.right) = (0, 0) }
        let inside = bars.content
        return Double(picture.pixels - inside.columns.count * inside.rows.count) / Double(picture.pixels)
    }
}

/// Rows and columns at the borders that hold nothing but the colour of the top left pixel.
private struct Bars {
    let width: Int
    let height: Int
    let colour: SIMD3<Float>
    var top = 0
    var bottom = 0
    var left: Int
    var right: Int

    /// nil for a picture of one colour.
    init?(of picture: ImageAnalysis, tolerance: Float) {
        width = picture.width
        height = picture.height
        var row = ColourRow(width: width)
        row.read(0, of: picture.image, over: picture.background)
        colour = row[0]
        (left, right) = (width, width)
        var seen = false
        for y in 0..<height {
            row.read(y, of: picture.image, over: picture.background)
            guard let first = (0..<width).first(where: { !row.isAt($0, near: colour, within: tolerance) }) else {
                if seen { bottom += 1 } else { top += 1 }
                continue
            }
            seen = true
            bottom = 0
            left = min(left, first)
            // Columns further in are known to be none.
            right = min(right, (0..<right).first { !row.isAt(width - 1 - $0, near: colour, within: tolerance) } ?? right)
        }
        if !seen { return nil }
    }

    /// Forgets pairs of which one bar is thinner than a share of the side.
    mutating func drop(thinnerThan share: Double) {
        if Double(min(top, bottom)) < share * Double(height) { (top, bottom) = (0, 0) }
        if Double(min(left, right)) < share * Double(width) { (left, right) = (0, 0) }
    }

    /// What is not bars.
    var content: (columns: Range<Int>, rows: Range<Int>) { (left..<width - right, top..<height - bottom) }
}

/// How much of the rows and columns next to bars differs from them.
private struct Edges {
    /// Of the upper and the lower edge the one that differs less, 0…1.
    let across: Double
    /// Of the left and the right edge the one that differs less, 0…1.
    let along: Double

    /// - Parameter rows: how many rows or columns from an edge are looked at; the one that differs most counts.
    init(of bars: Bars, in picture: ImageAnalysis, tolerance: Float, rows: Int) {
        let (columns, lines) = bars.content
        let upper = lines.prefix(rows), lower = lines.suffix(rows), left = columns.prefix(rows), right = columns.suffix(rows)
        let sides = bars.left > 0 ? Array(left) + Array(right) : []
        var inRow: [Int: Int] = [:], inColumn: [Int: Int] = [:]
        var row = ColourRow(width: bars.width)
        for y in lines {
            let isEdge = upper.contains(y) || lower.contains(y)
            guard isEdge || !sides.isEmpty else { continue }
            row.read(y, of: picture.image, over: picture.background)
            if isEdge { inRow[y] = columns.count { !row.isAt($0, near: bars.colour, within: tolerance) } }
            for x in sides where !row.isAt(x, near: bars.colour, within: tolerance) { inColumn[x, default: 0] += 1 }
        }
        func most(_ counts: [Int: Int], _ places: Range<Int>, of all: Int) -> Double {
            Double(places.map { counts[$0] ?? 0 }.max() ?? 0) / Double(all)
        }
        across = min(most(inRow, upper, of: columns.count), most(inRow, lower, of: columns.count))
        along = min(most(inColumn, left, of: lines.count), most(inColumn, right, of: lines.count))
    }
}

extension ColourRow {
    fileprivate subscript(x: Int) -> SIMD3<Float> { SIMD3(red[x], green[x], blue[x]) }

    fileprivate func isAt(_ x: Int, near colour: SIMD3<Float>, within tolerance: Float) -> Bool {
        abs(red[x] - colour.x) <= tolerance && abs(green[x] - colour.y) <= tolerance && abs(blue[x] - colour.z) <= tolerance
    }
}
