import CKernels

/// The 36 numbers of BRISQUE: how the normalised values of a picture and the products of neighbours are distributed, at full and
/// at half size.
///
/// Mittal, Moorthy, Bovik 2012, No-Reference Image Quality Assessment in the Spatial Domain, table I; borders are zero, and
/// neighbours go round the edges, as in the published code.
struct NaturalScene: Sendable, Hashable {
    /// nil where a scale has no value on one side of 0, as in a blank picture.
    let features: [Double]?
    /// Share of the picture, at full size, that is exactly flat, 0…1.
    let flatShare: Double

    init(of picture: ImageAnalysis) {
        let full = NormalisedMoments(of: .gray(of: picture))
        let half = picture.width > 1 && picture.height > 1 ? NormalisedMoments(of: RowSource.gray(of: picture).halved()) : nil
        flatShare = 1 - (full.values.leftCount + full.values.rightCount) / Double(full.count)
        if let first = full.features, let second = half?.features { features = first + second } else { features = nil }
    }
}

/// Moments of the normalised values of one plane and of the products with four neighbours.
private struct NormalisedMoments {
    let count: Int
    private(set) var values = SideSums()
    /// With the neighbour to the left, above, above left, and below left.
    private var products = [SideSums](repeating: SideSums(), count: 4)

    init(of source: RowSource) {
        let rows = NormalisedRows(of: source, border: .zero)
        let (width, height) = (source.width, source.height)
        count = width * height
        let ring = RowRing(rows: 2, width: width), ends = RowRing(rows: 2, width: width)
        let ones = [Float](repeating: 1, count: width)
        for y in 0..<height {
            rows.read(y, into: ring[y])
            values.add(ring[y], ones, width)
            products[0].add(ring[y] + 1, ring[y], width - 1)
            products[0].add(ring[y], ring[y] + width - 1, 1)
            if y > 0 { addPair(above: ring[y - 1], row: ring[y], width: width) }
            if y == 0 || y == height - 1 { ends[y == 0 ? 0 : 1].update(from: ring[y], count: width) }
        }
        if height == 1 { ends[1].update(from: ends[0], count: width) }
        // The picture goes round: the last row stands above the first.
        addPair(above: ends[1], row: ends[0], width: width)
    }

    private mutating func addPair(above: UnsafePointer<Float>, row: UnsafePointer<Float>, width: Int) {
        products[1].add(row, above, width)
        products[2].add(row + 1, above, width - 1)
        products[2].add(row, above + width - 1, 1)
        products[3].add(above + 1, row, width - 1)
        products[3].add(above, row + width - 1, 1)
    }

    var features: [Double]? {
        let n = Double(count)
        let meanSquare = (values.leftSquares + values.rightSquares) / n
        guard meanSquare > 0 else { return nil }
        var features = [
            GeneralisedGaussian.shape(absoluteMean: values.magnitudes / n, meanSquare: meanSquare), meanSquare,
        ]
        for sums in products {
            guard let fit = GeneralisedGaussian.Asymmetric(sums, count: count) else { return nil }
            features += [fit.shape, fit.meanOfSpreads, fit.leftSquare, fit.rightSquare]
        }
        return features
    }
}

extension SideSums {
    /// Adds the products of two runs of samples.
    mutating func add(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) {
        guard count > 0 else { return }
        withUnsafeMutableBytes(of: &self) { bytes in
            ck_side_moments(a, b, bytes.baseAddress?.assumingMemoryBound(to: Double.self), count)
        }
    }

    mutating func add(_ a: UnsafePointer<Float>, _ b: [Float], _ count: Int) {
        b.withUnsafeBufferPointer { add(a, $0.baseAddress!, count) }
    }
}
