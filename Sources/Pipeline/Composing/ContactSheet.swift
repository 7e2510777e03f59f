import Catalogs
import Media

/// All outputs of a case on labelled tiles, the winner framed; more than 48 go on further pages.
struct ContactSheet: Composition {
    static let name = "sheet"
    static let summary = "Labelled tiles in rows, the winner framed ('columns', 'cell' 512, 'gap' 8, 'filter')."
    static let kind = MediaKind.image
    static let tilesPerPage = 48

    /// nil takes ⌈√n⌉.
    let columns: Int?
    /// Side of the box that inputs are scaled down to, pixels.
    let cell: Int
    let gap: Int
    let filter: ResizeFilter
    var limits = MediaLimits.standard

    init(options: inout Options) {
        columns = options.whole("columns", in: 1...Self.tilesPerPage)
        cell = options.whole("cell", in: 16...4096) ?? 512
        gap = options.whole("gap", in: 0...128) ?? 8
        filter = options.choice("filter", of: ResizeFilter.allCases.map(\.rawValue)).flatMap(ResizeFilter.init) ?? .lanczos3
    }

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let checked = try CheckedInput.all(inputs, for: Self.self)
        var parameters = ["cell": Double(cell), "gap": Double(gap)]
        if let columns { parameters["columns"] = Double(columns) }
        var sidecar = CompositionSidecar(mode: Self.name, parameters: parameters)
        var readable = 0
        for (page, start) in stride(from: 0, to: checked.count, by: Self.tilesPerPage).enumerated() {
            let tiles = checked[start..<min(checked.count, start + Self.tilesPerPage)].map(tile)
            readable += tiles.count { $0.picture != nil }
            let isLast = start + Self.tilesPerPage >= checked.count
            if readable == 0, isLast, let error = tiles.compactMap(\.checked.error).first { throw error }
            let path = page == 0 ? "\(stem).png" : "\(stem)-\(page + 1).png"
            let layout = try layout(of: tiles)
            try painted(tiles, layout).writePNG(to: path)
            sidecar.files.append(fileName(of: path))
            for (index, tile) in tiles.enumerated() {
                sidecar.inputs.append(try tile.record(layout, index, file: fileName(of: path), stem: stem))
                sidecar.warnings += tile.warnings
            }
        }
        return Composite(path: "\(stem).png", sidecar: try sidecar.write(stem: stem), warnings: sidecar.warnings)
    }

    private func tile(_ checked: CheckedInput) -> SheetTile {
        guard let path = checked.path else { return SheetTile(checked, blankBecause: checked.error) }
        do throws(MediaError) {
            let picture = try PixelImage.read(path, limits: limits)
            return SheetTile(checked, picture, fitted: try picture.fitted(into: cell, cell, filter: filter, limits: limits))
        } catch {
            return SheetTile(checked, blankBecause: error)
        }
    }

    /// - Throws: `too_large` before memory is taken for the page.
    private func layout(of tiles: [SheetTile]) throws(CompositionError) -> SheetLayout {
        let pictures = tiles.compactMap(\.picture)
        // A page of blanks alone has no size to follow.
        let layout = SheetLayout(
            count: tiles.count, columns: columns, cellWidth: pictures.map(\.width).max() ?? min(cell, 256),
            cellHeight: pictures.map(\.height).max() ?? min(cell, 192), gap: gap)
        guard layout.width * layout.height <= limits.pixels else {
            throw CompositionError(
                "too_large",
                "the sheet would have \(layout.width) × \(layout.height) pixels; at most \(limits.pixels) in all; use a smaller 'cell'")
        }
        return layout
    }

    private func painted(_ tiles: [SheetTile], _ layout: SheetLayout) -> PixelImage {
        let isDeep = tiles.contains { $0.picture?.bitDepth == 16 }
        return isDeep ? page(tiles, layout, of: UInt16.self) : page(tiles, layout, of: UInt8.self)
    }

    private func page<Code: PixelCode>(_ tiles: [SheetTile], _ layout: SheetLayout, of _: Code.Type) -> PixelImage {
        let hasAlpha = tiles.contains { $0.picture?.hasAlpha == true }
        var page = PagePainting<Code>(width: layout.width, height: layout.height, hasAlpha: hasAlpha)
        for (index, tile) in tiles.enumerated() {
            let cell = layout.cell(index)
            if let picture = tile.picture {
                let place = layout.tile(index, width: picture.width, height: picture.height)
                page.place(picture, x: place.x, y: place.y)
            } else {
                tile.drawBlank(on: &page, cell)
            }
            LabelBar(tile.checked.input).draw(on: &page, layout.bar(index))
            if tile.checked.input.isWinner {
                page.frame(layout.whole(index), thickness: min(4, gap / 2), .winner)
            }
        }
        return page.image
    }
}
