import Catalogs
import Media
import Scoring

/// All outputs of a case on labelled tiles, the winner framed; more than 48 go on further pages.
struct ContactSheet: Composition {
    static let name = "sheet"
    static let summary = "Labelled tiles in rows, the winner framed ('columns', 'cell' 512, 'gap' 8, 'filter')."
    static let kind: MediaKind? = .image
    static let fileExtension = "png"
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

    private var parameters: [String: SidecarValue] {
        var parameters: [String: SidecarValue] = [
            "cell": .number(Double(cell)), "gap": .number(Double(gap)), "filter": .text(filter.rawValue),
        ]
        if let columns { parameters["columns"] = .number(Double(columns)) }
        return parameters
    }

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let checked = try CheckedInput.all(inputs, for: Self.self)
        var sidecar = CompositionSidecar(mode: Self.name, parameters: parameters)
        var readable = 0
        for (page, start) in stride(from: 0, to: checked.count, by: Self.tilesPerPage).enumerated() {
            // As many pictures as there are cores are in memory at once, beside the tiles of the page.
            let count = min(Self.tilesPerPage, checked.count - start)
            var tiles = concurrentMap(count) { SheetTile(checked[start + $0], cell: cell, filter: filter, limits: limits) }
            readable += tiles.count { $0.image != nil }
            let isLast = start + count == checked.count
            if readable == 0, isLast, let error = tiles.compactMap(\.checked.error).first { throw error }
            let path = page == 0 ? "\(stem).png" : "\(stem)-\(page + 1).png"
            let layout = try layout(of: tiles)
            let profile = try SheetTile.settleProfile(&tiles)
            try painted(tiles, layout).writePNG(to: path, level: PixelImage.compositeEffort, profile: profile)
            sidecar.files.append(fileName(of: path))
            for (index, tile) in tiles.enumerated() {
                sidecar.inputs.append(try tile.record(layout, index, file: fileName(of: path), stem: stem))
                sidecar.warnings += tile.warnings
            }
        }
        return Composite(path: "\(stem).png", sidecar: try sidecar.write(beside: "\(stem).png"), warnings: sidecar.warnings)
    }

    func outputs(for inputs: [CompositionInput], at stem: String) -> [String] {
        let pages = stride(from: Self.tilesPerPage, to: inputs.count, by: Self.tilesPerPage).enumerated().map {
            "\(stem)-\($0.offset + 2).png"
        }
        return ["\(stem).png", "\(stem).png.json"] + pages
    }

    /// - Throws: `too_large` before memory is taken for the page.
    private func layout(of tiles: [SheetTile]) throws(CompositionError) -> SheetLayout {
        let pictures = tiles.compactMap(\.image)
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

    private func painted(_ tiles: [SheetTile], _ layout: SheetLayout) throws(CompositionError) -> PixelImage {
        let isDeep = tiles.contains { $0.image?.bitDepth == 16 }
        return isDeep ? try page(tiles, layout, of: UInt16.self) : try page(tiles, layout, of: UInt8.self)
    }

    private func page<Code: PixelCode>(_ tiles: [SheetTile], _ layout: SheetLayout, of _: Code.Type) throws(CompositionError) -> PixelImage
    {
        let hasAlpha = tiles.contains { $0.image?.hasAlpha == true }
        var page = PagePainting<Code>(width: layout.width, height: layout.height, hasAlpha: hasAlpha)
        for (index, tile) in tiles.enumerated() {
            let cell = layout.cell(index)
            if let picture = tile.image {
                let place = layout.tile(index, width: picture.width, height: picture.height)
                page.place(picture, x: place.x, y: place.y)
            } else {
                try tile.drawBlank(on: &page, cell)
            }
            try LabelBar(tile.checked.input).draw(on: &page, layout.bar(index))
            if tile.checked.input.isWinner {
                page.frame(layout.framed(index), thickness: layout.frameThickness, .winner)
            }
        }
        return page.image
    }
}
