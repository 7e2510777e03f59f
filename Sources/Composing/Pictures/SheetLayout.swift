/// The geometry of one sheet page: equal cells with a label bar under each, in rows.
struct SheetLayout: Hashable {
    let count: Int
    let columns: Int
    let cellWidth: Int
    let cellHeight: Int
    /// Between cells, and around all of them.
    let gap: Int

    /// - Parameter columns: nil takes ⌈√count⌉.
    init(count: Int, columns: Int?, cellWidth: Int, cellHeight: Int, gap: Int) {
        self.count = count
        self.columns = min(count, columns ?? Int(Double(count).squareRoot().rounded(.up)))
        self.cellWidth = cellWidth
        self.cellHeight = cellHeight
        self.gap = gap
    }

    var rows: Int { (count + columns - 1) / columns }
    var width: Int { 2 * gap + columns * cellWidth + (columns - 1) * gap }
    var height: Int { 2 * gap + rows * (cellHeight + LabelBar.height) + (rows - 1) * gap }

    func cell(_ index: Int) -> PixelRectangle {
        let x = gap + index % columns * (cellWidth + gap)
        let y = gap + index / columns * (cellHeight + LabelBar.height + gap)
        return PixelRectangle(x: x, y: y, width: cellWidth, height: cellHeight)
    }

    func bar(_ index: Int) -> PixelRectangle {
        let cell = cell(index)
        return PixelRectangle(x: cell.x, y: cell.y + cell.height, width: cell.width, height: LabelBar.height)
    }

    /// A cell with its bar.
    func whole(_ index: Int) -> PixelRectangle {
        let cell = cell(index)
        return PixelRectangle(x: cell.x, y: cell.y, width: cell.width, height: cell.height + LabelBar.height)
    }

    /// Of a winner's frame, in pixels.
    var frameThickness: Int { max(2, min(4, gap / 2)) }

    /// What a winner's frame goes around: a cell with its bar, or less of it where the gap has no room for the frame.
    func framed(_ index: Int) -> PixelRectangle {
        let whole = whole(index)
        guard gap / 2 < frameThickness else { return whole }
        let inset = min(frameThickness, max(0, (whole.width - 1) / 2))
        return PixelRectangle(
            x: whole.x + inset, y: whole.y + inset, width: whole.width - 2 * inset, height: whole.height - 2 * inset)
    }

    /// Whether a winner's frame lies over a part of a picture that stands at a place.
    func frameCovers(_ picture: PixelRectangle, _ index: Int) -> Bool {
        let inner = framed(index)
        return picture.x < inner.x || picture.y < inner.y || picture.x + picture.width > inner.x + inner.width
    }

    /// Where a picture no larger than the cell lies, centred.
    func tile(_ index: Int, width: Int, height: Int) -> PixelRectangle {
        let cell = cell(index)
        return PixelRectangle(x: cell.x + (cell.width - width) / 2, y: cell.y + (cell.height - height) / 2, width: width, height: height)
    }
}
