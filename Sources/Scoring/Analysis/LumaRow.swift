import CKernels
import Media

/// Reads rows of luma, Y = 0.299 R + 0.587 G + 0.114 B of the stored values, 0…255 and not rounded.
struct LumaRow {
    private var colour: ColourRow
    private let picture: ImageAnalysis

    init(of picture: ImageAnalysis) {
        self.picture = picture
        colour = ColourRow(width: picture.width)
    }

    /// Writes `width` samples of row y.
    mutating func read(_ y: Int, into row: UnsafeMutablePointer<Float>) {
        colour.read(y, of: picture.image, over: picture.background)
        ck_luma(colour.red, colour.green, colour.blue, row, picture.width)
    }
}
