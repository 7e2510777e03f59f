import Catalogs
import Media

/// A mode that makes one picture of pictures of the same thing, pixel over pixel.
protocol PictureBlend: Composition {
    var settings: BlendSettings { get }
    /// What the sidecar says of the mode's own settings.
    var parameters: [String: SidecarValue] { get }
    /// Whether pictures of different things give ghosts, and are refused.
    static var needsAlignment: Bool { get }
    /// More are refused before any is read.
    static var mostPictures: Int { get }

    /// - Returns: the picture, and what was measured on the way.
    func blend(_ stack: PictureStack) throws -> (image: PixelImage, measurements: [String: Double])
}

/// What all blends can be told.
struct BlendSettings {
    let fitting: StackFitting
    /// Blends pictures that do not show the same thing.
    let isForced: Bool
    /// Bits of the result at least: 8 or 16.
    let depth: Int?
    var limits = MediaLimits.standard

    init(options: inout Options, canForce: Bool = true) {
        fitting = StackFitting(options: &options)
        isForced = canForce ? options.flag("force", default: false) : true
        depth = options.choice("depth", of: ["8", "16"]).flatMap(Int.init)
    }
}

extension PictureBlend {
    static var kind: MediaKind? { .image }
    static var fileExtension: String { "png" }
    static var needsAlignment: Bool { true }
    static var mostPictures: Int { .max }
    var parameters: [String: SidecarValue] { [:] }

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let count = inputs.count { $0.path != nil }
        guard count <= Self.mostPictures else {
            throw CompositionError("too_many", "\(Self.name) takes at most \(Self.mostPictures) pictures, found \(count)")
        }
        let stack = try PictureStack(inputs, for: Self.self, fitting: settings.fitting, depth: settings.depth, limits: settings.limits)
        let alignment = Self.needsAlignment && stack.pictures.count > 1 ? Alignment(of: stack) : nil
        if !settings.isForced { try alignment?.requireAligned() }
        let (image, measurements) = try blend(stack)
        try image.writePNG(to: "\(stem).png", level: PixelImage.compositeEffort)

        var sidecar = CompositionSidecar(mode: Self.name, parameters: parameters)
        sidecar.parameters["sizes"] = .text(settings.fitting.rule.rawValue)
        sidecar.parameters["filter"] = .text(settings.fitting.filter.rawValue)
        if let reference = settings.fitting.reference { sidecar.parameters["reference"] = .text(reference) }
        if Self.needsAlignment { sidecar.parameters["force"] = .flag(settings.isForced) }
        sidecar.files = [fileName(of: "\(stem).png")]
        sidecar.warnings = stack.warnings + (alignment?.warnings ?? [])
        sidecar.measurements = measurements.merging(alignment?.measurements ?? [:]) { $1 }
        let isCopy = stack.pictures.count == 1
        for place in stack.places {
            var record = try SidecarInput(place.checked, stem: stem)
            record.picture = place.picture.map { $0.exact(isCopy && $0.isExact) }
            if record.picture == nil { record.note = place.checked.reason } else { record.file = sidecar.files[0] }
            sidecar.inputs.append(record)
        }
        return Composite(path: "\(stem).png", sidecar: try sidecar.write(beside: "\(stem).png"), warnings: sidecar.warnings)
    }
}
