import Catalogs
import Media

/// Pictures one after the other in the same place, endlessly: what differs jumps to the eye.
///
/// An animated PNG (PNG, third edition, 2025): full colour, 16 bits and alpha, where a GIF has 256 colours.
struct Flip: Composition {
    static let name = "flip"
    static let summary = "Pictures shown in turn as an animated PNG ('seconds' 1 each, 'labels' true, 'sizes', 'reference')."
    static let kind: MediaKind? = .image
    static let fileExtension = "png"

    let seconds: Double
    let hasLabels: Bool
    let fitting: StackFitting
    var limits = MediaLimits.standard

    init(options: inout Options) {
        seconds = options.number("seconds", default: 1, in: 0.02...60)
        hasLabels = options.flag("labels", default: true)
        fitting = StackFitting(options: &options)
    }

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let stack = try PictureStack(
            inputs, for: Self.self, fitting: fitting, depth: nil, limits: limits, keepsProfile: true, addsColour: hasLabels)
        let shown = stack.places.filter { $0.picture != nil }.map(\.checked.input)
        let depth = stack.bitDepth
        let frames = try zip(shown, stack.pictures).map { input, picture in
            depth == 16 ? try frame(input, picture, of: UInt16.self) : try frame(input, picture, of: UInt8.self)
        }
        let bytes = try AnimatedPNG(frames: frames, seconds: seconds, profile: stack.profile).encoded()
        try writeWhole(bytes, to: "\(stem).png")

        var sidecar = CompositionSidecar(
            mode: Self.name,
            parameters: ["seconds": .number(seconds), "labels": .flag(hasLabels), "sizes": .text(fitting.rule.rawValue)])
        sidecar.files = [fileName(of: "\(stem).png")]
        sidecar.warnings = stack.warnings
        for place in stack.places {
            var record = try SidecarInput(place.checked, stem: stem)
            record.picture = place.picture
            if place.picture == nil { record.note = place.checked.reason } else { record.file = sidecar.files[0] }
            sidecar.inputs.append(record)
        }
        return Composite(path: "\(stem).png", sidecar: try sidecar.write(beside: "\(stem).png"), warnings: sidecar.warnings)
    }

    private func frame<Code: PixelCode>(
        _ input: CompositionInput, _ picture: PixelImage, of _: Code.Type
    ) throws(CompositionError) -> PixelImage {
        guard hasLabels else { return picture }
        var page = PagePainting<Code>(width: picture.width, height: picture.height + LabelBar.height, hasAlpha: picture.hasAlpha)
        page.place(picture, x: 0, y: 0)
        let bar = PixelRectangle(x: 0, y: picture.height, width: picture.width, height: LabelBar.height)
        try LabelBar(input).draw(on: &page, bar)
        return page.image
    }
}
