import Catalogs
import Foundation
import Media

/// Two pictures of one size and the map of their colour differences, on a fixed scale with a legend.
struct SideBySide: Composition {
    static let name = "side_by_side"
    static let summary = "Two pictures of one size and their colour difference (CIEDE2000, 0 to 20, with a legend)."
    static let kind: MediaKind? = .image
    static let fileExtension = "png"
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
        var read = try checked.map { try InputPicture($0, limits: limits, keepsProfile: true) }
        let profile = try read.settleProfile(branches: inputs.map(\.branch))
        let pictures = read.map(\.image)
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
        // Differences are of what a viewer shows, whatever codes the panels keep.
        let map = DifferenceMap(try first.convertedToSRGB(), try second.convertedToSRGB())
        let isDeep = pictures.contains { $0.bitDepth == 16 }
        let page = try isDeep ? page(inputs, pictures, map, layout, of: UInt16.self) : page(inputs, pictures, map, layout, of: UInt8.self)
        try page.writePNG(to: "\(stem).png", level: PixelImage.compositeEffort, profile: profile)
        return try finished(checked, read, map, layout, stem: stem)
    }

    private func page<Code: PixelCode>(
        _ inputs: [CompositionInput], _ pictures: [PixelImage], _ map: DifferenceMap, _ layout: SheetLayout, of _: Code.Type
    ) throws(CompositionError) -> PixelImage {
        let hasAlpha = pictures.contains(where: \.hasAlpha)
        var page = PagePainting<Code>(width: layout.width, height: layout.height + Self.legendHeight, hasAlpha: hasAlpha)
        for (index, picture) in pictures.enumerated() {
            let cell = layout.cell(index)
            page.place(picture, x: cell.x, y: cell.y)
            try LabelBar(inputs[index]).draw(on: &page, layout.bar(index))
            if inputs[index].isWinner { page.frame(layout.whole(index), thickness: 4, .winner) }
        }
        let cell = layout.cell(2)
        map.draw(on: &page, x: cell.x, y: cell.y)
        let numbers = String(format: "mean %.2f, 95%% below %.1f", map.mean, map.percentile(0.95))
        try LabelBar(plain: "difference  \(numbers)").draw(on: &page, layout.bar(2))
        try drawLegend(on: &page, legend(layout))
        return page.image
    }

    /// Under the map, as wide as it where that leaves room for the numbers.
    private func legend(_ layout: SheetLayout) -> PixelRectangle {
        let width = min(layout.width - 2 * layout.gap, max(layout.cellWidth, 240))
        return PixelRectangle(x: layout.width - layout.gap - width, y: layout.height, width: width, height: Self.legendHeight - 8)
    }

    private func drawLegend<Code>(on page: inout PagePainting<Code>, _ area: PixelRectangle) throws(CompositionError) {
        let ramp = 14
        for column in 0..<area.width {
            let value = DifferenceMap.top * Double(column) / Double(max(1, area.width - 1))
            page.fill(PixelRectangle(x: area.x + column, y: area.y, width: 1, height: ramp), DifferenceMap.colour(of: value))
        }
        for value in [0, 5, 10, 15, 20] {
            let x = area.x + Int((Double(value) / DifferenceMap.top * Double(area.width - 1)).rounded())
            page.fill(PixelRectangle(x: x, y: area.y + ramp, width: 1, height: 3), .bar)
            let text = try Lettering.draw(value == 20 ? "20+ ΔE₀₀" : String(value), size: 11, width: area.width)
            let left = min(max(area.x, x - text.width / 2), area.x + area.width - text.width)
            page.write(text, x: left, y: area.y + ramp + 3, PageColour(gray: 0))
        }
    }

    private func finished(
        _ checked: [CheckedInput], _ pictures: [InputPicture], _ map: DifferenceMap, _ layout: SheetLayout, stem: String
    ) throws(MediaError) -> Composite {
        var sidecar = CompositionSidecar(mode: Self.name, parameters: ["difference_top": .number(DifferenceMap.top)])
        sidecar.files = [fileName(of: "\(stem).png")]
        for (index, picture) in pictures.enumerated() {
            var record = try SidecarInput(checked[index], stem: stem)
            record.file = sidecar.files[0]
            let cell = layout.cell(index)
            record.picture = PicturePlace(
                rectangle: cell, cell: cell, inputWidth: picture.image.width, inputHeight: picture.image.height,
                orientation: picture.image.facts.appliedOrientation, isExact: picture.isStored)
            sidecar.inputs.append(record)
            sidecar.warnings += picture.remarks
        }
        sidecar.drawings = ["difference": layout.cell(2), "legend": legend(layout)]
        let beyond = map.values.count { Double($0) > DifferenceMap.top }
        sidecar.measurements = [
            "ciede2000_mean": map.mean, "ciede2000_p95": map.percentile(0.95), "ciede2000_max": Double(map.values.max() ?? 0),
            "share_beyond_top": Double(beyond) / Double(map.values.count),
        ]
        return Composite(path: "\(stem).png", sidecar: try sidecar.write(beside: "\(stem).png"), warnings: sidecar.warnings)
    }
}
