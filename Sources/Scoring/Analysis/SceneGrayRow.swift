import CKernels
import Media

/// Reads rows of the gray that natural-scene metrics are defined on: 0.2989 R + 0.5870 G + 0.1140 B, rounded to whole numbers.
struct SceneGrayRow {
    private var colour: ColourRow
    private let picture: ImageAnalysis

    init(of picture: ImageAnalysis) {
        self.picture = picture
        colour = ColourRow(width: picture.width)
    }

    /// Writes the first `count` samples of row y.
    mutating func read(_ y: Int, into row: UnsafeMutablePointer<Float>, count: Int) {
        colour.read(y, of: picture.image, over: picture.background)
        ck_rounded_gray(colour.red, colour.green, colour.blue, row, count)
    }
}
