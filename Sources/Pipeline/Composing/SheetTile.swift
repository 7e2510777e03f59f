import Media

/// One tile of a sheet: a picture of its final size, or a blank with a reason.
struct SheetTile {
    let checked: CheckedInput
    let picture: PixelImage?
    let warnings: [String]
    private let inputSize: (width: Int, height: Int)?
    private let reason: String

    init(_ checked: CheckedInput, _ picture: PixelImage, fitted: PixelImage) {
        self.checked = checked
        self.picture = fitted
        inputSize = (picture.width, picture.height)
        warnings = picture.unappliedFacts.map { "\(checked.input.branch): \($0)" }
        reason = ""
    }

    init(_ checked: CheckedInput, blankBecause error: MediaError?) {
        self.checked = CheckedInput(input: checked.input, path: nil, error: error)
        picture = nil
        inputSize = nil
        reason = error?.message ?? checked.input.note ?? "no output"
        warnings = ["\(checked.input.branch) is a blank tile: \(reason)"]
    }

    func record(_ layout: SheetLayout, _ index: Int, file: String, stem: String) throws(MediaError) -> SidecarInput {
        var record = try SidecarInput(checked, stem: stem)
        let cell = layout.cell(index)
        let rectangle = picture.map { layout.tile(index, width: $0.width, height: $0.height) } ?? cell
        let isExact = inputSize.map { $0.width == rectangle.width && $0.height == rectangle.height } ?? false
        record.file = file
        record.note = record.note ?? (picture == nil ? reason : nil)
        record.picture = PicturePlace(
            rectangle: rectangle, cell: cell, inputWidth: inputSize?.width, inputHeight: inputSize?.height, isExact: isExact)
        return record
    }

    /// A dark tile with the reason in its middle, broken into lines.
    func drawBlank<Code>(on page: inout PagePainting<Code>, _ cell: PixelRectangle) {
        page.fill(cell, .blank)
        let padding = min(8, cell.width / 8)
        let scale = cell.width >= 200 ? 2 : 1
        let lineHeight = (BitmapFont.height + 3) * scale
        let lines = Self.lines(of: reason, within: cell.width - 2 * padding, scale: scale).prefix(max(0, cell.height / lineHeight))
        var y = cell.y + (cell.height - lines.count * lineHeight) / 2
        for line in lines {
            let x = cell.x + (cell.width - BitmapFont.width(of: line, scale: scale)) / 2
            page.write(line, x: x, y: y, scale: scale, .text)
            y += lineHeight
        }
    }

    /// Words put together as long as they fit; a word that is too long by itself is cut.
    private static func lines(of text: String, within room: Int, scale: Int) -> [String] {
        var lines: [String] = []
        for word in text.prefix(400).split(separator: " ") {
            let longer = lines.last.map { "\($0) \(word)" }
            if let longer, BitmapFont.width(of: longer, scale: scale) <= room {
                lines[lines.count - 1] = longer
            } else {
                lines.append(BitmapFont.cut(String(word), toPixels: room, scale: scale))
            }
        }
        return lines
    }
}

extension PixelImage {
    /// What the file says about its colours that a composite, which is sRGB, does not apply.
    var unappliedFacts: [String] {
        var facts: [String] = []
        if self.facts.iccProfile != nil { facts.append("its embedded colour profile was not applied") }
        if let gamma = self.facts.gamma, self.facts.sRGBIntent == nil, abs(gamma - 0.45455) > 0.005 {
            facts.append("its gamma of \(gamma) was not applied")
        }
        return facts
    }
}
