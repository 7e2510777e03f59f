import CKernels
import Media

/// Reads rows of a picture as linear light 0…1: the sRGB curve (IEC 61966-2-1), gray replicated, alpha blended over a background
/// in encoded values before.
struct LightRow {
    private let image: PixelImage
    private let background: Float
    private let table: [Float]
    private var encoded: ColourRow?

    /// - Parameter background: 0…255.
    init(of image: PixelImage, over background: Float) {
        self.image = image
        self.background = background
        table = image.bitDepth == 8 && !image.hasAlpha ? LinearLight.ofBytes : LinearLight.ofWords
        if image.hasAlpha { encoded = ColourRow(width: image.width) }
    }

    /// Writes `width` samples of row y to each of three rows.
    mutating func read(
        _ y: Int, _ red: UnsafeMutablePointer<Float>, _ green: UnsafeMutablePointer<Float>, _ blue: UnsafeMutablePointer<Float>
    ) {
        let (width, channels) = (image.width, Int32(image.channels))
        if encoded != nil {
            encoded!.read(y, of: image, over: background)
            ck_linear(encoded!.red, table, red, width)
            ck_linear(encoded!.green, table, green, width)
            ck_linear(encoded!.blue, table, blue, width)
            return
        }
        let start = y * width * image.channels
        switch image.samples {
        case .eight(let samples):
            samples.withUnsafeBufferPointer { ck_linear8($0.baseAddress! + start, channels, table, red, green, blue, width) }
        case .sixteen(let samples):
            samples.withUnsafeBufferPointer { ck_linear16($0.baseAddress! + start, channels, table, red, green, blue, width) }
        }
    }
}

/// Linear light 0…1 of every code, the same bits on every processor.
private enum LinearLight {
    static let ofBytes = (0...255).map { light(Double($0) / 255) }
    static let ofWords = (0...65_535).map { light(Double($0) / 65_535) }

    private static func light(_ encoded: Double) -> Float {
        Float(encoded <= 0.04045 ? encoded / 12.92 : PortableMath.pow((encoded + 0.055) / 1.055, 2.4))
    }
}
