import Foundation
import Media

/// How well pictures show the same thing in the same place: a blend of others gives ghosts.
///
/// Each picture is correlated with the median of the *others*, both as blurred luma (σ 2 % of the short side). Against a median that
/// holds the picture itself, as one might do it, two pictures that have nothing in common would still correlate at 0.7.
struct Alignment {
    /// Below this the pictures are not of the same thing.
    static let least = 0.6

    /// Normalised correlation of each picture with the median of the others, −1…1; 1 for a flat picture beside flat ones, 0 for one beside
    /// others.
    let correlations: [Double]
    private let branches: [String]

    init(of stack: PictureStack) {
        branches = stack.branches
        let lumas = stack.pictures.map(Self.blurredLuma)
        correlations = zip(lumas, Self.mediansOfOthers(lumas)).map { Self.correlation($0, $1) }
    }

    var measurements: [String: Double] { ["alignment": correlations.min() ?? 1] }

    private var strays: [Int] { correlations.indices.filter { correlations[$0] < Self.least } }

    var warnings: [String] {
        strays.map {
            "\(branches[$0]) does not show what the others show (correlation \(Self.digits(correlations[$0]))); blended by 'force'"
        }
    }

    /// - Throws: `not_aligned` with the pictures that do not fit.
    func requireAligned() throws(CompositionError) {
        guard !strays.isEmpty else { return }
        let list = strays.map { "\(branches[$0]) \(Self.digits(correlations[$0]))" }.joined(separator: ", ")
        throw CompositionError(
            "not_aligned",
            "the pictures do not show the same thing in the same place, and a blend would show ghosts (correlation with the others: \(list);"
                + " at least \(Self.least) is needed); use mode 'sheet', or set 'force'")
    }

    private static func digits(_ value: Double) -> String { String(format: "%.2f", value) }

    // MARK: Luma

    private struct Plane {
        let width: Int
        let height: Int
        var values: [Float]
    }

    /// Luma in steps of whole pixels so that the short side has about 100, blurred by 2 % of it.
    private static func blurredLuma(_ image: PixelImage) -> [Float] {
        let step = max(1, min(image.width, image.height) / 100)
        let reader = LinearRowReader(image, scale: .encoded)
        var row = [SIMD4<Float>](repeating: .zero, count: image.width)
        let (width, height) = (image.width / step, image.height / step)
        var plane = Plane(width: width, height: height, values: Array(repeating: 0, count: width * height))
        let weights: SIMD4<Float> = image.channels < 3 ? [1, 0, 0, 0] : [0.2126, 0.7152, 0.0722, 0]
        for y in 0..<height * step {
            reader.read(y, into: &row)
            for x in 0..<width * step { plane.values[y / step * width + x / step] += (row[x] * weights).sum() }
        }
        return blurred(plane, sigma: 0.02 * Double(min(width, height)))
    }

    private static func blurred(_ plane: Plane, sigma: Double) -> [Float] {
        let radius = max(1, Int((3 * sigma).rounded(.up)))
        let raw = (-radius...radius).map { exp(-Double($0 * $0) / (2 * max(0.1, sigma) * max(0.1, sigma))) }
        let taps = raw.map { Float($0 / raw.reduce(0, +)) }
        func pass(_ values: [Float], count: Int, lines: Int, step: Int, stride lineStep: Int) -> [Float] {
            var result = values
            for line in 0..<lines {
                for i in 0..<count {
                    var sum: Float = 0
                    for (k, tap) in taps.enumerated() {
                        let place = min(max(i + k - radius, 0), count - 1)
                        sum += tap * values[line * lineStep + place * step]
                    }
                    result[line * lineStep + i * step] = sum
                }
            }
            return result
        }
        let across = pass(plane.values, count: plane.width, lines: plane.height, step: 1, stride: plane.width)
        return pass(across, count: plane.height, lines: plane.width, step: plane.width, stride: 1)
    }

    /// For each plane the median of all others, each place sorted once.
    static func mediansOfOthers(_ planes: [[Float]]) -> [[Float]] {
        guard planes.count > 1 else { return planes }
        var medians = planes
        let (low, high) = ((planes.count - 2) / 2, (planes.count - 1) / 2)
        for place in planes[0].indices {
            let order = planes.indices.sorted { planes[$0][place] < planes[$1][place] }
            func value(_ rank: Int, without own: Int) -> Float { planes[order[rank < own ? rank : rank + 1]][place] }
            for (own, plane) in order.enumerated() {
                medians[plane][place] = (value(low, without: own) + value(high, without: own)) / 2
            }
        }
        return medians
    }

    private static func correlation(_ a: [Float], _ b: [Float]) -> Double {
        let count = Double(a.count)
        let meanA = a.reduce(0.0) { $0 + Double($1) } / count, meanB = b.reduce(0.0) { $0 + Double($1) } / count
        var (ab, aa, bb) = (0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            let (dx, dy) = (Double(x) - meanA, Double(y) - meanB)
            ab += dx * dy
            aa += dx * dx
            bb += dy * dy
        }
        // Flat pictures have no structure that could be out of place; a flat one beside another shows something else.
        let (isFlatA, isFlatB) = (aa <= 1e-9 * count, bb <= 1e-9 * count)
        guard !isFlatA, !isFlatB else { return isFlatA && isFlatB ? 1 : 0 }
        return ab / (aa * bb).squareRoot()
    }
}
