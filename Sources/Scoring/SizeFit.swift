import Media

/// What becomes of a picture whose size is not that of its reference.
package enum SizeFit: String, Sendable, Hashable, CaseIterable {
    /// It is compared with nothing: every metric with a reference is missing, with both sizes.
    case refuse
    /// It is brought to the size of its reference, Lanczos in linear light.
    case resize
    /// Both are cut to the size they have in common, about their middles.
    case crop

    /// The pair that is compared, and what was done in words; nil when nothing was.
    ///
    /// - Throws: `MediaError` `too_large`.
    func fitted(_ picture: PixelImage, to reference: PixelImage) throws(MediaError) -> (PixelImage, PixelImage, done: String?) {
        guard picture.width != reference.width || picture.height != reference.height else { return (picture, reference, nil) }
        func size(_ image: PixelImage) -> String { "\(image.width)×\(image.height)" }
        switch self {
        case .refuse: return (picture, reference, nil)
        case .resize:
            let resized = try picture.resized(width: reference.width, height: reference.height)
            return (resized, reference, "resized from \(size(picture)) to \(size(reference))")
        case .crop:
            let width = min(picture.width, reference.width), height = min(picture.height, reference.height)
            func middle(_ image: PixelImage) -> PixelImage {
                image.cropped(x: (image.width - width) / 2, y: (image.height - height) / 2, width: width, height: height)
            }
            let cut = middle(picture)
            return (cut, middle(reference), "cut from \(size(picture)) and \(size(reference)) to \(size(cut))")
        }
    }
}
