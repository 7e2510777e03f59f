import CKernels
import Media

/// How far apart the colours of two pictures are, pixel by pixel, by CIEDE2000: made in one pass over both.
struct ColourDifference: Sendable, Hashable {
    let mean: Double
    /// 95 of 100 pixels differ by less.
    let percentile95: Double

    init(of pair: PairAnalysis) {
        var sums = [0.0, 0.0]
        var histogram = ValueHistogram()
        let (width, pixels) = (pair.candidate.width, pair.candidate.pixels)
        Self.forEachRow(of: pair) { row in
            ck_moments(row, 0, &sums, width)
            histogram.add(row, count: width)
        }
        mean = sums[0] / Double(pixels)
        percentile95 = histogram.quantile(0.95)
    }

    /// Row after row of differences; valid during the call.
    static func forEachRow(of pair: PairAnalysis, _ body: (_ row: UnsafePointer<Float>) -> Void) {
        let width = pair.candidate.width
        let light = RowRing(rows: 3, width: width), difference = RowRing(rows: 1, width: width)
        var readers = [pair.reference, pair.candidate].map { LightRow(of: $0.image, over: $0.background) }
        let colours = [LabRow(width: width), LabRow(width: width)]
        for y in 0..<pair.candidate.height {
            for picture in 0..<2 {
                readers[picture].read(y, light[0], light[1], light[2])
                colours[picture].convert(red: light[0], green: light[1], blue: light[2])
            }
            colours[0].difference(from: colours[1], into: difference[0])
            body(difference[0])
        }
    }
}

/// CIEDE2000 of every pixel of two pictures, row by row; transparent ones laid on black and on white, and the larger counts.
///
/// - Precondition: equal sizes.
package func colourDifferences(_ first: PixelImage, _ second: PixelImage) -> [Float] {
    func values(over background: Float) -> [Float] {
        let pair = try? ImageAnalysis(second, background: background).comparison(with: ImageAnalysis(first, background: background))
        guard let pair else { preconditionFailure("pictures of unequal sizes have no differences") }
        var values: [Float] = []
        values.reserveCapacity(first.width * first.height)
        ColourDifference.forEachRow(of: pair) { values.append(contentsOf: UnsafeBufferPointer(start: $0, count: first.width)) }
        return values
    }
    let onBlack = values(over: 0)
    guard first.hasAlpha || second.hasAlpha else { return onBlack }
    return zip(onBlack, values(over: 255)).map { max($0, $1) }
}
