extension Beta {
    /// Inverse of `regularised` in x, by halving: as exact as the integral itself.
    package static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
        guard p > 0 else { return 0 }
        guard p < 1 else { return 1 }
        var low = 0.0, high = 1.0
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            if middle <= low || middle >= high { break }
            if regularised(middle, a, b) < p { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }
}
