import CKernels
import Media

/// One row of a picture as red, green and blue, each 0…255: 16-bit samples scaled by 255/65535, gray replicated, alpha
/// blended over a background in encoded values.
struct ColourRow {
    private(set) var red: [Float]
    private(set) var green: [Float]
    private(set) var blue: [Float]

    init(width: Int) {
        red = [Float](repeating: 0, count: width)
        green = red
        blue = red
    }

    /// - Precondition: the picture is as wide as the row.
    mutating func read(_ y: Int, of image: PixelImage, over background: Float) {
        let start = y * image.width * image.channels
        let channels = Int32(image.channels)
        switch image.samples {
        case .eight(let samples):
            samples.withUnsafeBufferPointer {
                ck_split8($0.baseAddress! + start, channels, background, &red, &green, &blue, image.width)
            }
        case .sixteen(let samples):
            samples.withUnsafeBufferPointer {
                ck_split16($0.baseAddress! + start, channels, background, &red, &green, &blue, image.width)
            }
        }
    }
}
