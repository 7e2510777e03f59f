import Media

/// A gray version of a picture, small enough to be kept beside many others, to measure distances on.
package struct PictureSketch: Sendable, Hashable {
    /// The shorter side is 256, the longer at most 1,024: what is longer still is squeezed.
    let gray: GrayPicture

    private static let shorter = 256
    private static let longest = 1024

    package init(of picture: ImageAnalysis) {
        let (width, height) = Self.size(of: picture)
        var shrink = GrayShrink(fromWidth: picture.width, picture.height, to: width, height)
        var rows = GrayRow(of: picture)
        for y in 0..<picture.height { rows.read(y) { shrink.take($0) } }
        gray = shrink.result
    }

    private static func size(of picture: ImageAnalysis) -> (width: Int, height: Int) {
        let short = min(picture.width, picture.height), long = max(picture.width, picture.height)
        let longer = min(longest, max(shorter, (long * shorter + short / 2) / short))
        return picture.width < picture.height ? (shorter, longer) : (longer, shorter)
    }
}

extension GrayPicture {
    /// The same picture at another size.
    func resized(to newWidth: Int, _ newHeight: Int) -> GrayPicture {
        guard newWidth != width || newHeight != height else { return self }
        var shrink = GrayShrink(fromWidth: width, height, to: newWidth, newHeight)
        for y in 0..<height { samples.withUnsafeBufferPointer { shrink.take($0.baseAddress! + y * width) } }
        return shrink.result
    }

    /// To be measured as any other picture.
    var analysis: ImageAnalysis { ImageAnalysis(PixelImage(width: width, height: height, channels: 1, samples: .eight(samples))) }
}
