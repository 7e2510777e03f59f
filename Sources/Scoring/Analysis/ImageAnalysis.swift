import CKernels
import Media

/// A decoded picture whose planes and statistics are made once, when the first metric asks for them.
///
/// Values are the stored, encoded ones on a scale of 0…255; colour profiles and gAMA are not applied, and a flag beside every
/// reading says so.
package final class ImageAnalysis: AnalysedMedia {
    package static let kind = MediaKind.image

    package let image: PixelImage
    /// What lies behind transparent pixels, 0…255 in all three channels; white unless said otherwise.
    package let background: Float

    package init(_ image: PixelImage, background: Float = 255) {
        self.image = image
        self.background = background
    }

    package var width: Int { image.width }
    package var height: Int { image.height }
    package var pixels: Int { image.width * image.height }
    package var isGray: Bool { image.channels < 3 }

    /// Red, green and blue; three times the same plane for a gray picture.
    package private(set) lazy var channels: [Plane<Float>] = makeChannels()

    /// Y = 0.299 R + 0.587 G + 0.114 B, not rounded to whole numbers.
    package private(set) lazy var luma = plane { row, target, width in ck_luma(row.red, row.green, row.blue, target, width) }

    /// OpenCV's fixed-point gray, 8 bit; what gradients and the histogram are defined on.
    package private(set) lazy var gray8 = plane { row, target, width in ck_gray8(row.red, row.green, row.blue, target, width) }

    /// How often each value of `gray8` occurs; 256 counts.
    package private(set) lazy var histogram: [Int64] = makeHistogram()

    package private(set) lazy var lumaMoments: Moments = makeLumaMoments()

    package private(set) lazy var colour = ColourStatistics(of: self)

    /// Luma at the five scales of MS-SSIM, the full size first.
    package private(set) lazy var lumaPyramid: [Plane<Float>] = (1..<5).reduce(into: [luma]) { scales, _ in
        scales.append(scales[scales.count - 1].halved())
    }

    private func plane<Sample>(_ convert: (ColourRow, UnsafeMutablePointer<Sample>, Int) -> Void) -> Plane<Sample> {
        var row = ColourRow(width: width)
        return Plane(width: width, height: height) { y, target in
            row.read(y, of: image, over: background)
            convert(row, target, width)
        }
    }

    private func makeChannels() -> [Plane<Float>] {
        let red = plane { row, target, width in target.update(from: row.red, count: width) }
        guard !isGray else { return [red, red, red] }
        let green = plane { row, target, width in target.update(from: row.green, count: width) }
        let blue = plane { row, target, width in target.update(from: row.blue, count: width) }
        return [red, green, blue]
    }

    private func makeHistogram() -> [Int64] {
        var bins = [Int64](repeating: 0, count: 256)
        ck_histogram(gray8.samples, &bins, pixels)
        return bins
    }

    private func makeLumaMoments() -> Moments {
        var sums = [0.0, 0.0]
        let origin = luma.samples[0]
        luma.withRows { rows in
            for y in 0..<height { ck_moments(rows[y], origin, &sums, width) }
        }
        return Moments(count: pixels, origin: Double(origin), sum: sums[0], sumOfSquares: sums[1])
    }
}
