/// Shrinks red, green and blue of a picture by a whole factor, row by row; see `PooledPlane`.
final class PooledColour {
    private let planes: [PooledPlane]
    private let rows: RowRing

    init(width: Int, height: Int, factor: Int) {
        planes = (0..<3).map { _ in PooledPlane(width: width, height: height, factor: factor) }
        rows = RowRing(rows: 3, width: planes[0].width)
    }

    var width: Int { planes[0].width }
    var height: Int { planes[0].height }

    /// The means that were completed last.
    var red: UnsafeMutablePointer<Float> { rows[0] }
    var green: UnsafeMutablePointer<Float> { rows[1] }
    var blue: UnsafeMutablePointer<Float> { rows[2] }

    /// Takes the next row; true when a row of means is complete.
    func take(_ row: borrowing ColourRow) -> Bool {
        let first = planes[0].take(row.red, into: red)
        let second = planes[1].take(row.green, into: green)
        return planes[2].take(row.blue, into: blue) && first && second
    }
}
