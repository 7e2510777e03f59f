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

    /// Where a picture no larger than the cell lies, centred.
    func tile(_ index: Int, width: Int, height: Int) -> PixelRectangle {
        let cell = cell(index)
        return PixelRectangle(x: cell.x + (cell.width - width) / 2, y: cell.y + (cell.height - height) / 2, width: width, height: height)
    }
}
