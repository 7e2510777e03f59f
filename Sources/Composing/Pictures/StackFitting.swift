import Catalogs
import Media

/// What happens to pictures of other sizes before they are laid over each other.
struct StackFitting {
    enum Rule: String, CaseIterable {
        /// Other sizes are refused.
        case equal
        /// Scaled to lie inside the reference, the rest transparent.
        case fit
        /// Scaled to cover the reference, cut around the middle.
        case fill
        /// Not scaled; cut around the middle, or surrounded by transparency.
        case pad
    }

    let rule: Rule
    /// The branch whose size counts; nil takes the smallest picture.
    let reference: String?
    let filter: ResizeFilter

    init(options: inout Options) {
        rule = options.choice("sizes", of: Rule.allCases.map(\.rawValue)).flatMap(Rule.init) ?? .equal
        reference = options.text("reference")
        filter = options.choice("filter", of: ResizeFilter.allCases.map(\.rawValue)).flatMap(ResizeFilter.init) ?? .lanczos3
    }

    /// Where a picture went: the scaled size, and its corner in the reference's frame.
    struct Placed {
        let image: PixelImage
        let rectangle: PixelRectangle
        let isExact: Bool
    }

    /// The size that all get.
    ///
    /// - Throws: `sizes_differ` with all sizes, `unknown_reference`.
    func target(_ sizes: [(branch: String, width: Int, height: Int)]) throws(CompositionError) -> (width: Int, height: Int) {
        let smallest = sizes.min { $0.width * $0.height < $1.width * $1.height }
        let named = reference.flatMap { name in sizes.first { $0.branch == name } }
        if let reference, named == nil {
            throw CompositionError(
                "unknown_reference", "no picture called '\(reference)'; there are \(sizes.map(\.branch).joined(separator: ", "))")
        }
        guard let chosen = named ?? smallest else { return (1, 1) }
        if rule == .equal, sizes.contains(where: { $0.width != chosen.width || $0.height != chosen.height }) {
            let list = sizes.map { "\($0.branch) has \($0.width) × \($0.height) pixels" }.joined(separator: ", ")
            throw CompositionError("sizes_differ", "\(list); set 'sizes' to fit, fill or pad, or use mode 'sheet'")
        }
        return (chosen.width, chosen.height)
    }

    /// - Throws: `MediaError` `too_large`.
    func place(_ image: PixelImage, width: Int, height: Int, limits: MediaLimits) throws(MediaError) -> Placed {
        let whole = PixelRectangle(x: 0, y: 0, width: width, height: height)
        if image.width == width, image.height == height { return Placed(image: image, rectangle: whole, isExact: true) }
        let (across, down) = (Double(width) / Double(image.width), Double(height) / Double(image.height))
        let scale = rule == .pad ? 1 : rule == .fill ? max(across, down) : min(across, down)
        func side(_ length: Int) -> Int { max(1, Int((Double(length) * scale).rounded())) }
        let scaled = try image.resized(width: side(image.width), height: side(image.height), filter: filter, limits: limits)
        let (x, y) = ((width - scaled.width).halfDown, (height - scaled.height).halfDown)
        let covers = scaled.width >= width && scaled.height >= height
        let ready = covers || scaled.hasAlpha ? scaled : scaled.recoded(channels: scaled.channels + 1, bitDepth: scaled.bitDepth)
        let rectangle = PixelRectangle(x: x, y: y, width: scaled.width, height: scaled.height)
        return Placed(image: ready.recut(width: width, height: height, x: x, y: y), rectangle: rectangle, isExact: rule == .pad)
    }
}

extension Int {
    /// Half of it, rounded down for negative numbers too.
    fileprivate var halfDown: Int { self >> 1 }
}
