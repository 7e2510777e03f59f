import CKernels

/// What colour metrics and exposure gates need of every pixel, gathered in one pass.
package struct ColourStatistics: Sendable {
    /// R − G.
    package let redGreen: Moments
    /// (R + G)/2 − B.
    package let yellowBlue: Moments
    /// Pixels with max(R, G, B) ≤ 2.
    package let shadowPixels: Int
    /// Pixels with min(R, G, B) ≥ 253.
    package let highlightPixels: Int

    init(of picture: ImageAnalysis) {
        var sums = [Double](repeating: 0, count: 4)
        var clipped = [Int64](repeating: 0, count: 2)
        var origin: [Float] = [0, 0]
        var row = ColourRow(width: picture.width)
        for y in 0..<picture.height {
            row.read(y, of: picture.image, over: picture.background)
            if y == 0 { origin = [row.red[0] - row.green[0], (row.red[0] + row.green[0]) * 0.5 - row.blue[0]] }
            ck_opponent_moments(row.red, row.green, row.blue, origin, &sums, picture.width)
            ck_clipped(row.red, row.green, row.blue, 2, 253, &clipped, picture.width)
        }
        let count = picture.width * picture.height
        redGreen = Moments(count: count, origin: Double(origin[0]), sum: sums[0], sumOfSquares: sums[1])
        yellowBlue = Moments(count: count, origin: Double(origin[1]), sum: sums[2], sumOfSquares: sums[3])
        shadowPixels = Int(clipped[0])
        highlightPixels = Int(clipped[1])
    }
}
