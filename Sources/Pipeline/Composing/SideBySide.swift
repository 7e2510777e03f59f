import Catalogs
import Foundation
import Media

/// Two pictures of one size and the map of their colour differences, on a fixed scale with a legend.
struct SideBySide: Composition {
    static let name = "side_by_side"
    static let summary = "Two pictures of one size and their colour difference (CIEDE2000, 0 to 20, with a legend)."
    static let kind = MediaKind.image
    static let legendHeight = 40

    var limits = MediaLimits.standard

    init(options: inout Options) {}

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let checked = try CheckedInput.all(inputs, for: Self.self)
        guard checked.count == 2, checked.allSatisfy({ $0.input.path != nil }) else {
            let count = checked.count { $0.input.path != nil }
            throw CompositionError(
                "needs_two", "side_by_side needs exactly two outputs, found \(count) of \(checked.count); use mode 'sheet'")
        }
        let pictures = try checked.map { try picture($0) }
        let (first, second) = (pictures[0], pictures[1])
        guard first.width == second.width, first.height == second.height else {
            let sizes = zip(inputs, pictures).map { "\($0.branch) has \($1.width) × \($1.height) pixels" }
            throw CompositionError("sizes_differ", "\(sizes.joined(separator: ", ")); use mode 'sheet'")
        }
        let layout = SheetLayout(count: 3, columns: 3, cellWidth: first.width, cellHeight: first.height, gap: 8)
        let height = layout.height + Self.legendHeight
        guard layout.width * height <= limits.pixels else {
            throw CompositionError(
                "too_large", "the page would have \(layout.width) × \(height) pixels; at most \(limits.pixels) in all; use mode 'sheet'"
            )
        }
        let map = DifferenceMap(first, second)
        if pictures.contains(where: { $0.bitDepth == 16 }) {
            try page(inputs, pictures, map, layout, of: UInt16.self).writePNG(to: "\(stem).png")
        } else {
            try page(inputs, pictures, map, layout, of: UInt8.self).writePNG(to: "\(stem).png")
        }
        return try finished(checked, pictures, map, layout, stem: stem)
    }

    private func picture(_ checked: CheckedInput) throws(MediaError) -> PixelImage {
        if let error = checked.error { throw error }
        return try PixelImage.read(checked.path ?? "", limits: limits)
    }

    private func page<Code: PixelCode>(
        _ inputs: [CompositionInput], _ pictures: [PixelImage], _ map: DifferenceMap, _ layout: SheetLayout, of _: Code.Type
    ) -> PixelImage {
        let hasAlpha = pictures.contains(where: \.hasAlpha)
        var page = PagePainting<Code>(width: layout.width, height: layout.height + Self.legendHeight, hasAlpha: hasAlpha)
        for (index, picture) in pictures.enumerated() {
            let cell = layout.cell(index)
            page.place(picture, x: cell.x, y: cell.y)
            LabelBar(inputs[index]).draw(on: &page, layout.bar(index))
            if inputs[index].isWinner { page.frame(layout.whole(index), thickness: 4, .winner) }
        }
        let cell = layout.cell(2)
        map.draw(on: &page, x: cell.x, y: cell.y)
        let numbers = String(format: "mean %.2f  95%% below %.1f", map.mean, map.percentile(0.95))
        LabelBar(plain: "difference  \(numbers)").draw(on: &page, layout.bar(2))
        drawLegend(on: &page, legend(layout))
        return page.image
    }

    /// Under the map, as wide as it where that leaves room for the numbers.
    private func legend(_ layout: SheetLayout) -> PixelRectangle {
        let width = min(layout.width - 2 * layout.gap, max(layout.cellWidth, 240))
        return PixelRectangle(x: layout.width - layout.gap - width, y: layout.height, width: width, height: Self.legendHeight - 8)
    }

    private func drawLegend<Code>(on page: inout PagePainting<Code>, _ area: PixelRectangle) {
        let ramp = 14
        for column in 0..<area.width {
            let value = DifferenceMap.top * Double(column) / Double(max(1, area.width - 1))
            page.fill(PixelRectangle(x: area.x + column, y: area.y, width: 1, height: ramp), DifferenceMap.colour(of: value))
        }
        for value in [0, 5, 10, 15, 20] {
            let x = area.x + Int((Double(value) / DifferenceMap.top * Double(area.width - 1)).rounded())
            page.fill(PixelRectangle(x: x, y: area.y + ramp, width: 1, height: 3), .bar)
            let text = value == 20 ? "20+ dE00" : String(value)
            let wide = BitmapFont.width(of: text)
            let left = min(max(area.x, x - wide / 2), area.x + area.width - wide)
            page.write(text, x: left, y: area.y + ramp + 5, scale: 1, PageColour(gray: 0))
        }
    }

    private func finished(
        _ checked: [CheckedInput], _ pictures: [PixelImage], _ map: DifferenceMap, _ layout: SheetLayout, stem: String
    ) throws(MediaError) -> Composite {
        var sidecar = CompositionSidecar(mode: Self.name, parameters: ["difference_top": DifferenceMap.top])
        sidecar.files = [fileName(of: "\(stem).png")]
        for (index, picture) in pictures.enumerated() {
            var record = try SidecarInput(checked[index], stem: stem)
            record.file = sidecar.files[0]
            let cell = layout.cell(index)
            record.picture = PicturePlace(
                rectangle: cell, cell: cell, inputWidth: picture.width, inputHeight: picture.height, isExact: true)
            sidecar.inputs.append(record)
            sidecar.warnings += picture.unappliedFacts.map { "\(checked[index].input.branch): \($0)" }
        }
        sidecar.drawings = ["difference": layout.cell(2), "legend": legend(layout)]
        let beyond = map.values.count { Double($0) > DifferenceMap.top }
        sidecar.measurements = [
            "ciede2000_mean": map.mean, "ciede2000_p95": map.percentile(0.95), "ciede2000_max": Double(map.values.max() ?? 0),
            "share_beyond_top": Double(beyond) / Double(map.values.count),
        ]
        return Composite(path: "\(stem).png", sidecar: try sidecar.write(stem: stem), warnings: sidecar.warnings)
    }
}
