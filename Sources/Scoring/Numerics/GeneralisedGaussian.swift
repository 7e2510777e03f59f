/// Generalised Gaussian distributions fitted by moments, on the grid of shapes 0.2, 0.201 … 10 that the published code searches.
///
/// Sharifi, Leon-Garcia 1995; asymmetric: Lasmar, Stitou, Berthoumieu 2009.
enum GeneralisedGaussian {
    private static let shapes = (200...10_000).map { Double($0) / 1000 }
    /// Γ(2/α)²/(Γ(1/α) Γ(3/α)), which rises with α.
    private static let ratios = shapes.map { shape in
        PortableMath.exp(
            2 * PortableMath.logGamma(2 / shape) - PortableMath.logGamma(1 / shape) - PortableMath.logGamma(3 / shape))
    }

    /// The shape whose E|x|²/E x² is nearest.
    static func shape(absoluteMean: Double, meanSquare: Double) -> Double {
        shape(ofInverse: meanSquare / (absoluteMean * absoluteMean))
    }

    // The published code of the symmetric fit compares the inverse of the ratio, which matters between two grid points only.
    private static func shape(ofInverse inverse: Double) -> Double {
        let above = ratios.firstAbove { 1 / $0 <= inverse }
        guard above > 0, above < ratios.count else { return shapes[min(above, ratios.count - 1)] }
        return abs(1 / ratios[above - 1] - inverse) <= abs(1 / ratios[above] - inverse) ? shapes[above - 1] : shapes[above]
    }

    private static func shape(ofRatio ratio: Double) -> Double {
        let above = ratios.firstAbove { $0 >= ratio }
        guard above > 0, above < ratios.count else { return shapes[min(above, ratios.count - 1)] }
        let isLower = abs(ratios[above - 1] - ratio) <= abs(ratios[above] - ratio)
        return isLower ? shapes[above - 1] : shapes[above]
    }

    /// An asymmetric distribution.
    struct Asymmetric: Sendable, Hashable {
        let shape: Double
        /// Mean squares of the samples below and above 0.
        let leftSquare: Double
        let rightSquare: Double

        /// nil when there is no sample on one side, where nothing can be fitted.
        init?(_ sums: SideSums, count: Int) {
            guard sums.leftCount > 0, sums.rightCount > 0 else { return nil }
            leftSquare = sums.leftSquares / sums.leftCount
            rightSquare = sums.rightSquares / sums.rightCount
            let balance = (leftSquare / rightSquare).squareRoot()
            let mean = sums.magnitudes / Double(count)
            let ratio = mean * mean / ((sums.leftSquares + sums.rightSquares) / Double(count))
            let cube = balance * balance * balance + 1
            let square = balance * balance + 1
            shape = GeneralisedGaussian.shape(ofRatio: ratio * cube * (balance + 1) / (square * square))
        }

        /// (σr − σl) Γ(2/α)/√(Γ(1/α) Γ(3/α)).
        var meanOfSpreads: Double { (rightSquare.squareRoot() - leftSquare.squareRoot()) * gamma(1, -0.5, -0.5) }

        /// Scales βl and βr = σ √(Γ(1/α)/Γ(3/α)).
        var scales: (left: Double, right: Double) {
            let factor = gamma(0, 0.5, -0.5)
            return (leftSquare.squareRoot() * factor, rightSquare.squareRoot() * factor)
        }

        /// (βr − βl) Γ(2/α)/Γ(1/α).
        var meanOfScales: Double { (scales.right - scales.left) * gamma(1, -1, 0) }

        /// Γ(2/α)^second Γ(1/α)^first Γ(3/α)^third.
        private func gamma(_ second: Double, _ first: Double, _ third: Double) -> Double {
            PortableMath.exp(
                second * PortableMath.logGamma(2 / shape) + first * PortableMath.logGamma(1 / shape)
                    + third * PortableMath.logGamma(3 / shape))
        }
    }
}

/// Sums over samples that lie on both sides of 0.
struct SideSums: Sendable, Hashable {
    var leftSquares = 0.0
    var rightSquares = 0.0
    var magnitudes = 0.0
    var leftCount = 0.0
    var rightCount = 0.0
}

extension Array where Element == Double {
    /// The first place of a rising condition; the count where it never holds.
    fileprivate func firstAbove(_ holds: (Double) -> Bool) -> Int {
        var low = 0, high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
