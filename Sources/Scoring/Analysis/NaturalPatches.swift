import CKernels

/// The 36 numbers of NIQE for each 96 × 96 block of a picture.
///
/// Mittal, Soundararajan, Bovik 2013, Making a Completely Blind Image Quality Analyzer; the edge sample goes on beyond the
/// border, and neighbours go round the edges of a block, as in the published code.
struct NaturalPatches: Sendable, Hashable {
    /// Side of a block at full size.
    static let side = 96
    static let featureCount = 36

    /// One list a block, row by row; blocks in which something cannot be fitted are left out.
    let features: [[Double]]
    /// Mean local deviation of each block at full size, its sharpness; as many as `features`.
    let sharpness: [Double]

    init(of picture: ImageAnalysis) {
        let columns = picture.width / Self.side, rows = picture.height / Self.side
        guard columns > 0, rows > 0 else {
            (features, sharpness) = ([], [])
            return
        }
        let source = RowSource.gray(of: picture, width: columns * Self.side, height: rows * Self.side)
        let full = PatchMoments(of: source, side: Self.side)
        let half = PatchMoments(
            of: RowSource.gray(of: picture, width: columns * Self.side, height: rows * Self.side).halved(), side: Self.side / 2)
        let whole = (0..<columns * rows).compactMap { block -> (features: [Double], sharpness: Double)? in
            guard let first = full.features[block], let second = half.features[block] else { return nil }
            return (first + second, full.sharpness[block])
        }
        features = whole.map(\.features)
        sharpness = whole.map(\.sharpness)
    }
}

/// The 18 numbers of each block of one plane.
private struct PatchMoments {
    private(set) var features: [[Double]?] = []
    private(set) var sharpness: [Double] = []

    init(of source: RowSource, side: Int) {
        let rows = NormalisedRows(of: source, border: .replicate)
        let width = source.width
        // One row of blocks at a time.
        let strip = RowRing(rows: side, width: width), deviations = RowRing(rows: 1, width: width)
        let ones = [Float](repeating: 1, count: side)
        var spread = [Double](repeating: 0, count: width / side)
        for y in 0..<source.height {
            rows.read(y, into: strip[y], deviations: deviations[0])
            for x in 0..<width { spread[x / side] += Double(deviations[0][x]) }
            guard y % side == side - 1 else { continue }
            for block in 0..<width / side {
                features.append(Self.features(of: strip, at: block * side, side: side, ones: ones))
                sharpness.append(spread[block] / Double(side * side))
                spread[block] = 0
            }
        }
    }

    private static func features(of strip: borrowing RowRing, at x: Int, side: Int, ones: [Float]) -> [Double]? {
        var values = SideSums()
        // With the neighbour to the left, above, above left, and above right.
        var products = [SideSums](repeating: SideSums(), count: 4)
        for y in 0..<side {
            let row = strip[y] + x, above = strip[(y + side - 1) % side] + x
            values.add(row, ones, side)
            products[0].add(row + 1, row, side - 1)
            products[0].add(row, row + side - 1, 1)
            products[1].add(row, above, side)
            products[2].add(row + 1, above, side - 1)
            products[2].add(row, above + side - 1, 1)
            products[3].add(row, above + 1, side - 1)
            products[3].add(row + side - 1, above, 1)
        }
        guard let whole = GeneralisedGaussian.Asymmetric(values.withFlatShared(of: side * side), count: side * side) else { return nil }
        var features = [whole.shape, (whole.scales.left + whole.scales.right) / 2]
        for sums in products {
            guard let fit = GeneralisedGaussian.Asymmetric(sums.withFlatShared(of: side * side, right: 0.75), count: side * side) else {
                return nil
            }
            let scales = fit.scales
            features += [fit.shape, fit.meanOfScales, scales.left, scales.right]
        }
        return features
    }
}

extension SideSums {
    /// With the samples that are exactly 0 counted on both sides, a share of them on the right.
    ///
    /// In the published code they are rounding dust of either sign. Products of dust are positive when the signs agree: always
    /// inside a flat region, half the time at its edge; three quarters stand for that, so that no dust decides.
    fileprivate func withFlatShared(of count: Int, right: Double = 0.5) -> SideSums {
        var shared = self
        let flat = Double(count) - leftCount - rightCount
        shared.leftCount += flat * (1 - right)
        shared.rightCount += flat * right
        return shared
    }
}
