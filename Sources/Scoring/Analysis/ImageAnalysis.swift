import Media

/// A decoded picture whose statistics are made once, when the first metric asks for them, whichever thread that is.
///
/// Values are the stored, encoded ones on a scale of 0…255. Nothing here is as large as the picture but the picture itself:
/// every pass reads it row by row.
package final class ImageAnalysis: AnalysedMedia, Sendable {
    package static let kind = MediaKind.image
    package static let isShareable = true

    package let image: PixelImage
    /// What lies behind transparent pixels, 0…255 in all three channels; white unless said otherwise.
    package let background: Float
    /// What was done to its size so that it can be compared, in words; stands beside its readings.
    let fitting: String?

    private let statistics = Once<PixelStatistics>()
    private let scene = Once<NaturalScene>()
    private let patches = Once<NaturalPatches>()
    private let quality = Once<Result<QualityFeatures, Missing>>()
    /// What was found beside other pictures.
    let pairs = PairMemory()

    package init(_ image: PixelImage, background: Float = 255, fitting: String? = nil) {
        self.image = image
        self.background = background
        self.fitting = fitting
    }

    package var width: Int { image.width }
    package var height: Int { image.height }
    package var pixels: Int { image.width * image.height }
    package var isGray: Bool { image.channels < 3 }

    /// Colour, exposure, gradients, noise and steps.
    package var pixelStatistics: PixelStatistics { statistics.value { PixelStatistics(of: self) } }

    /// The statistics of BRISQUE.
    var naturalScene: NaturalScene { scene.value { NaturalScene(of: self) } }

    /// The statistics of NIQE, block by block.
    var naturalPatches: NaturalPatches { patches.value { NaturalPatches(of: self) } }

    /// What the model of technical quality looks at; a reason for pictures that are too small.
    var qualityFeatures: Result<QualityFeatures, Missing> {
        quality.value { Result { () throws(Missing) in try QualityFeatures(of: self) } }
    }
}
