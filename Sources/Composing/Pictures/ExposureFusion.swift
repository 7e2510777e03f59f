import CKernels
import Catalogs
import Foundation
import Media
import Scoring

/// Exposures of one scene made one picture that is well exposed everywhere.
///
/// Source: Mertens, Kautz and Van Reeth, Exposure Fusion, Pacific Graphics 2007; on codes 0…1 of RGB order, clipped at the end.
struct ExposureFusion: PictureBlend {
    static let name = "exposure_fusion"
    static let summary = "Exposures of one scene as one well exposed picture ('contrast', 'saturation', 'exposure': exponents, 1)."

    var settings: BlendSettings
    /// Exponents of the three weights.
    let contrast: Double
    let saturation: Double
    let exposure: Double

    init(options: inout Options) {
        settings = BlendSettings(options: &options)
        contrast = options.number("contrast", default: 1, in: 0...10)
        saturation = options.number("saturation", default: 1, in: 0...10)
        exposure = options.number("exposure", default: 1, in: 0...10)
    }

    var parameters: [String: SidecarValue] {
        ["contrast": .number(contrast), "saturation": .number(saturation), "exposure": .number(exposure)]
    }

    func blend(_ stack: PictureStack) throws -> (image: PixelImage, measurements: [String: Double]) {
        try stack.requireOpaque(Self.name)
        guard stack.pictures.count > 1 else { return (stack.pictures[0], ["clipped_share": 0]) }
        var weighted = concurrentMap(stack.pictures.count) { index in
            var picture = stack.encoded(index)
            weigh(&picture)
            return picture
        }
        Self.normalise(&weighted)
        let halvings = Int(log2(Double(min(stack.width, stack.height))))
        var pyramid = BlendPyramid(width: stack.width, height: stack.height, halvings: halvings)
        for picture in weighted { pyramid.add(picture) }
        let (image, clippedShare) = stack.stored(pyramid.collapsed())
        return (image, ["clipped_share": clippedShare])
    }

    private func weigh(_ picture: inout WeightedPicture) {
        let (width, height) = (picture.width, picture.height)
        picture.values.withUnsafeMutableBufferPointer { values in
            guard let start = values.baseAddress else { return }
            func row(_ y: Int) -> UnsafeMutablePointer<Float> {
                let mirrored = height == 1 ? 0 : y < 0 ? -y : y >= height ? 2 * height - 2 - y : y
                return start + 4 * width * mirrored
            }
            for y in 0..<height {
                ck_fusion_weights(row(y - 1), row(y), row(y + 1), width, Float(contrast), Float(saturation), Float(exposure))
            }
        }
    }

    /// Brings the weights of all pictures at a place to a sum of 1.
    private static func normalise(_ pictures: inout [WeightedPicture]) {
        let places = pictures[0].width * pictures[0].height
        var sums = [Float](repeating: 0, count: places)
        for picture in pictures {
            picture.values.withUnsafeBufferPointer { values in
                sums.withUnsafeMutableBufferPointer { sums in
                    for place in 0..<places { sums[place] += values[4 * place + 3] }
                }
            }
        }
        for index in pictures.indices {
            pictures[index].values.withUnsafeMutableBufferPointer { values in
                sums.withUnsafeBufferPointer { sums in
                    for place in 0..<places { values[4 * place + 3] /= sums[place] }
                }
            }
        }
    }
}
