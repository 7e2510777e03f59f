import CKernels
import Media

/// What one look at every pixel and its neighbours gives: colour, exposure, gradients, noise and steps between neighbours.
///
/// One pass over the rows; every metric that needs one of these numbers shares it.
package struct PixelStatistics: Sendable {
    /// R − G.
    package let redGreen: Moments
    /// (R + G)/2 − B.
    package let yellowBlue: Moments
    /// Pixels with max(R, G, B) ≤ 2.
    package let shadowPixels: Int
    /// Pixels with min(R, G, B) ≥ 253.
    package let highlightPixels: Int
    /// Y = 0.299 R + 0.587 G + 0.114 B, not rounded.
    package let luma: Moments
    /// How often each value of OpenCV's 8-bit gray occurs; 256 counts.
    package let histogram: [Int64]
    /// The 4-neighbour Laplacian of the 8-bit gray.
    let laplacian: Moments
    /// Σ(gx² + gy²) under the Sobel masks on the 8-bit gray.
    let sobelEnergy: Int64
    /// Σ|response| of the noise mask of Immerkær on luma, over the inner pixels.
    let noiseResponse: Double
    let steps: LumaSteps

    init(of picture: ImageAnalysis) {
        var sweep = PixelSweep(over: picture)
        for y in 0..<picture.height { sweep.take(y) }
        sweep.finish()
        let count = picture.pixels
        redGreen = Moments(count: count, origin: Double(sweep.opponentOrigin[0]), sum: sweep.opponent[0], sumOfSquares: sweep.opponent[1])
        yellowBlue = Moments(count: count, origin: Double(sweep.opponentOrigin[1]), sum: sweep.opponent[2], sumOfSquares: sweep.opponent[3])
        shadowPixels = Int(sweep.clipped[0])
        highlightPixels = Int(sweep.clipped[1])
        luma = Moments(count: count, origin: Double(sweep.lumaOrigin), sum: sweep.lumaSums[0], sumOfSquares: sweep.lumaSums[1])
        histogram = sweep.histogram
        laplacian = Moments(count: count, origin: 0, sum: Double(sweep.laplacian[0]), sumOfSquares: Double(sweep.laplacian[1]))
        sobelEnergy = sweep.sobelEnergy
        noiseResponse = sweep.noise
        steps = LumaSteps(columns: sweep.columnSteps, rows: sweep.rowSteps)
    }
}

/// Σ|ΔY| between neighbours, by the line between them.
struct LumaSteps: Sendable {
    /// One sum for each of the width − 1 lines between columns.
    let columns: [Double]
    /// One sum for each of the height − 1 lines between rows.
    let rows: [Double]
}

/// The rows of one pass and the sums so far.
private struct PixelSweep: ~Copyable {
    private let picture: ImageAnalysis
    private var colour: ColourRow
    private let luma: RowRing
    private var gray: [[UInt8]]
    private var taken = 0

    var opponentOrigin: [Float] = [0, 0]
    var opponent = [Double](repeating: 0, count: 4)
    var clipped = [Int64](repeating: 0, count: 2)
    var lumaOrigin: Float = 0
    var lumaSums = [0.0, 0.0]
    var histogram = [Int64](repeating: 0, count: 256)
    var laplacian: [Int64] = [0, 0]
    var sobelEnergy: Int64 = 0
    var noise = 0.0
    var columnSteps: [Double]
    var rowSteps: [Double] = []

    init(over picture: ImageAnalysis) {
        self.picture = picture
        colour = ColourRow(width: picture.width)
        luma = RowRing(rows: 3, width: picture.width)
        gray = [[UInt8]](repeating: [UInt8](repeating: 0, count: picture.width), count: 3)
        columnSteps = [Double](repeating: 0, count: picture.width - 1)
    }

    private var width: Int { picture.width }

    /// Takes row y, which completes the neighbourhood of row y − 1.
    mutating func take(_ y: Int) {
        colour.read(y, of: picture.image, over: picture.background)
        ck_luma(colour.red, colour.green, colour.blue, luma[y], width)
        ck_gray8(colour.red, colour.green, colour.blue, &gray[y % 3], width)
        if y == 0 {
            opponentOrigin = [colour.red[0] - colour.green[0], (colour.red[0] + colour.green[0]) * 0.5 - colour.blue[0]]
            lumaOrigin = luma[0][0]
        }
        ck_opponent_moments(colour.red, colour.green, colour.blue, opponentOrigin, &opponent, width)
        ck_clipped(colour.red, colour.green, colour.blue, 2, 253, &clipped, width)
        ck_moments(luma[y], lumaOrigin, &lumaSums, width)
        ck_histogram(gray[y % 3], &histogram, width)
        ck_column_steps(luma[y], &columnSteps, width)
        if y > 0 { rowSteps.append(ck_row_steps(luma[y - 1], luma[y], width)) }
        if y > 1 {
            noise += ck_noise_mask(luma[y - 2], luma[y - 1], luma[y], width)
            addGradients(above: y - 2, y - 1, below: y)
        } else if y == 1 {
            addGradients(above: 1, 0, below: 1)
        }
        taken = y + 1
    }

    /// The last row, below which the picture continues as its mirror image.
    mutating func finish() {
        let last = taken - 1
        addGradients(above: max(last - 1, 0), last, below: max(last - 1, 0))
    }

    private mutating func addGradients(above: Int, _ row: Int, below: Int) {
        ck_laplacian(gray[above % 3], gray[row % 3], gray[below % 3], &laplacian, width)
        sobelEnergy += ck_sobel_energy(gray[above % 3], gray[row % 3], gray[below % 3], width)
    }
}
