import CKernels

/// What is kept of a picture to find others that look like it; made in one pass over its rows.
///
/// Gray is Pillow's mode L of the stored values: 16-bit samples rounded to 8 bits, alpha blended over the background.
package struct PictureFingerprint: Sendable, Hashable {
    package let perceptual: PerceptualHash
    package let difference: DifferenceHash
    /// Gray at 64×64.
    let thumbnail: GrayPicture

    static let side = 64

    package init(of picture: ImageAnalysis) {
        let (width, height) = (picture.width, picture.height)
        var perceptual = GrayShrink(fromWidth: width, height, to: PerceptualHash.side, PerceptualHash.side)
        var difference = GrayShrink(fromWidth: width, height, to: DifferenceHash.width, DifferenceHash.height)
        var thumbnail = GrayShrink(fromWidth: width, height, to: Self.side, Self.side)
        var rows = GrayRow(of: picture)
        for y in 0..<height {
            rows.read(y) { row in
                perceptual.take(row)
                difference.take(row)
                thumbnail.take(row)
            }
        }
        self.perceptual = PerceptualHash(of: perceptual.result)
        self.difference = DifferenceHash(of: difference.result)
        self.thumbnail = thumbnail.result
    }
}

extension PerceptualHash {
    /// The hash alone; alpha, 16 bits and colour as in `PictureFingerprint`.
    package init(of picture: ImageAnalysis) {
        var shrink = GrayShrink(fromWidth: picture.width, picture.height, to: Self.side, Self.side)
        var rows = GrayRow(of: picture)
        for y in 0..<picture.height { rows.read(y) { shrink.take($0) } }
        self.init(of: shrink.result)
    }
}

/// Reads rows of 8-bit gray, (19595 R + 38470 G + 7471 B + 32768) >> 16.
struct GrayRow {
    private var colour: ColourRow
    private var gray: [UInt8]
    private let picture: ImageAnalysis

    init(of picture: ImageAnalysis) {
        self.picture = picture
        colour = ColourRow(width: picture.width)
        gray = [UInt8](repeating: 0, count: picture.width)
    }

    /// Hands over the `width` samples of row y.
    mutating func read(_ y: Int, _ take: (UnsafePointer<UInt8>) -> Void) {
        colour.read(y, of: picture.image, over: picture.background)
        ck_gray_pillow(colour.red, colour.green, colour.blue, &gray, picture.width)
        gray.withUnsafeBufferPointer { take($0.baseAddress!) }
    }
}
