/// How much a metric's value is worth, 0…1; monotone or with a single peak, and blind to who else competes.
package struct UtilityCurve: Sendable, Hashable {
    package enum Shape: Sendable, Hashable {
        /// b2 + (b1 − b2) / (1 + exp(−(x − b3) / b4)): b1 at the far right, b2 at the far left for b4 > 0.
        case logistic(b1: Double, b2: Double, b3: Double, b4: Double)
        /// 0 outside lo…hi, 1 on tl…th, straight lines between (two-sided, Derringer and Suich 1980, exponents 1).
        case target(lo: Double, tl: Double, th: Double, hi: Double)
        case monotoneCubic(MonotoneCubic)
        /// The metric describes and has no worth.
        case none
    }

    /// What is done to the value before the shape sees it.
    package enum Transform: String, Sendable, CaseIterable {
        case ln
        /// −log₁₀(1 − x), which spreads similarities near 1.
        case negativeLogOfRest = "neg_log10_1m"
        case sqrt

        /// Values outside the domain go to the nearer end of it; the end may be infinite.
        func callAsFunction(_ x: Double) -> Double {
            switch self {
            case .ln: PortableMath.log(max(0, x))
            case .negativeLogOfRest: x >= 1 ? .infinity : -PortableMath.log10(1 - x)
            case .sqrt: max(0, x).squareRoot()
            }
        }
    }

    package let shape: Shape
    package let transform: Transform?

    package init(_ shape: Shape, after transform: Transform? = nil) {
        self.shape = shape
        self.transform = transform
    }

    /// The utility of a value, 0…1; nil when the metric only describes.
    package func utility(of value: Double) -> Double? {
        let x = transform?(value) ?? value
        return switch shape {
        case .logistic(let b1, let b2, let b3, let b4): b2 + (b1 - b2) / (1 + PortableMath.exp(-(x - b3) / b4))
        case .target(let lo, let tl, let th, let hi): Self.target(x, lo, tl, th, hi)
        case .monotoneCubic(let curve): curve.value(at: x)
        case .none: nil
        }
    }

    private static func target(_ x: Double, _ lo: Double, _ tl: Double, _ th: Double, _ hi: Double) -> Double {
        if x >= tl, x <= th { return 1 }
        if x <= lo || x >= hi { return 0 }
        return x < tl ? (x - lo) / (tl - lo) : (hi - x) / (hi - th)
    }
}
