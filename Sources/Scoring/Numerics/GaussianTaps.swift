/// The weights of a sampled Gaussian window, from the middle outwards: `taps[k]` belongs to both neighbours at distance k.
///
/// They sum to 1 as floats: a window that does not would shift every variance E[x²] − μ² by its square.
func gaussianTaps(radius: Int, sigma: Double) -> [Float] {
    let weights = (0...radius).map { PortableMath.exp(-Double($0 * $0) / (2 * sigma * sigma)) }
    let total = weights[0] + 2 * weights.dropFirst().reduce(0, +)
    let outer = weights.dropFirst().map { Float($0 / total) }
    return [Float(1 - 2 * outer.reduce(0) { $0 + Double($1) })] + outer
}
