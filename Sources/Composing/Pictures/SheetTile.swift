import Media

/// One tile of a sheet: a picture of its final size, or a blank with a reason.
struct SheetTile {
    let checked: CheckedInput
    private(set) var picture: InputPicture?
    private var inputSize: (width: Int, height: Int)?

    /// Reads a picture and scales it down to lie in a box; what needs no scaling keeps its samples and its profile.
    init(_ checked: CheckedInput, cell: Int, filter: ResizeFilter, limits: MediaLimits) {
        guard checked.path != nil else {
            self.checked = checked
            return
        }
        do throws(MediaError) {
            var picture = try InputPicture(checked, limits: limits, keepsProfile: true)
            inputSize = (picture.image.width, picture.image.height)
            if max(picture.image.width, picture.image.height) > cell {
                try picture.convert(branch: checked.input.branch)
                picture.image = try picture.image.fitted(into: cell, cell, filter: filter, limits: limits)
                picture.isStored = false
            }
            self.picture = picture
            self.checked = checked
        } catch {
            self.checked = CheckedInput(input: checked.input, path: nil, error: error)
        }
    }

    var image: PixelImage? { picture?.image }

    var warnings: [String] { picture?.remarks ?? ["\(checked.input.branch) is a blank tile: \(checked.reason)"] }

    /// The profile that all tiles share where none of them was changed; else all are brought to sRGB.
    static func settleProfile(_ tiles: inout [SheetTile]) throws(MediaError) -> [UInt8]? {
        let shown = tiles.indices.filter { tiles[$0].picture != nil }
        var pictures = shown.compactMap { tiles[$0].picture }
        let profile = try pictures.settleProfile(branches: shown.map { tiles[$0].checked.input.branch })
        for (index, picture) in zip(shown, pictures) { tiles[index].picture = picture }
        return profile
    }

    func record(_ layout: SheetLayout, _ index: Int, file: String, stem: String) throws(MediaError) -> SidecarInput {
        var record = try SidecarInput(checked, stem: stem)
        let cell = layout.cell(index)
        let rectangle = image.map { layout.tile(index, width: $0.width, height: $0.height) } ?? cell
        record.file = file
        record.note = record.note ?? (image == nil ? checked.reason : nil)
        record.picture = PicturePlace(
            rectangle: rectangle, cell: cell, inputWidth: inputSize?.width, inputHeight: inputSize?.height,
            orientation: image?.facts.appliedOrientation,
            isExact: picture?.isStored == true && !(record.isWinner && layout.frameCovers(rectangle, index)))
        return record
    }

    /// A dark tile with the reason in its middle, broken into lines.
    ///
    /// - Throws: `no_fonts`.
    func drawBlank<Code>(on page: inout PagePainting<Code>, _ cell: PixelRectangle) throws(CompositionError) {
        page.fill(cell, .blank)
        let padding = min(8, cell.width / 8)
        let size = cell.width >= 200 ? 14 : 11
        let lines = max(1, cell.height / (size + 5))
        let text = try Lettering.draw(checked.reason, size: size, width: cell.width - 2 * padding, lines: lines)
        let lowest = max(0, cell.height - text.height)
        page.write(text, x: cell.x + (cell.width - text.width) / 2, y: cell.y + lowest / 2, .text)
    }
}
