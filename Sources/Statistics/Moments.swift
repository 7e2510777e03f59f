/// Mean and spread of a series, summed in its order.
struct Moments: Sendable {
    /// A range below this is rounding noise of scores between 0 and 100.
    static let noise = 1e-9

    let mean: Double
    /// Standard deviation with divisor n − 1; 0 below two values and where there is no spread.
    let deviation: Double
    let hasSpread: Bool
    /// The values less their mean.
    let centred: [Double]

    init(_ values: [Double]) {
        let n = Double(values.count)
        let mean = values.isEmpty ? 0 : values.reduce(0, +) / n
        self.mean = mean
        centred = values.map { $0 - mean }
        hasSpread = (values.max() ?? 0) - (values.min() ?? 0) > Self.noise
        deviation = hasSpread ? (centred.reduce(0) { $0 + $1 * $1 } / (n - 1)).squareRoot() : 0
    }
}
