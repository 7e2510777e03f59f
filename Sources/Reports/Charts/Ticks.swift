import Foundation

/// Round values of an axis: steps of 1, 2 or 5 times a power of ten.
struct Ticks {
    let values: [Double]
    let decimals: Int

    /// - Parameter most: largest number of steps inside the range.
    init(_ low: Double, _ high: Double, most: Int) {
        guard low.isFinite, high.isFinite, high > low else {
            values = []
            decimals = 0
            return
        }
        let raw = (high - low) / Double(max(1, most))
        let power = pow(10, floor(log10(raw)))
        let step = ([1, 2, 5, 10].first { $0 * power >= raw * 0.999_999 } ?? 10) * power
        decimals = max(0, -Int(floor(log10(step) + 1e-9)))
        let first = Int((low / step - 1e-9).rounded(.up))
        let last = Int((high / step + 1e-9).rounded(.down))
        values = first <= last ? (first...last).map { Double($0) * step } : []
    }
}
