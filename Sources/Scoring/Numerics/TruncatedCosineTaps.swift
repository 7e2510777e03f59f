/// The weights of a Gaussian window made of three cosines that end at its border (Charalampidis 2016, IEEE TSP 64(22), "Recursive
/// implementation of the Gaussian filter using truncated cosine functions"), from the middle outwards like `gaussianTaps`.
///
/// h[n] = Σ β_k cos(ω_k n) for |n| ≤ N = round(3.2795 σ + 0.2546) (Table I), ω_k = kπ/2N, k = 1, 3, 5. All cosines vanish at ±N,
/// so that N taps are left. The β come from three conditions: the sum is 1 (equation 37), the variance σ² (44), and along the
/// one direction that neither fixes they are those of the Gaussian itself (52).
func truncatedCosineTaps(sigma: Double) -> [Float] {
    let radius = (3.2795 * sigma + 0.2546).rounded()
    let orders = SIMD3(1.0, 3, 5)
    var sums = SIMD3<Double>(), spreads = sums, gaussian = sums
    for k in 0..<3 {
        // Frequencies in turns: ω = 2π · order / 4N.
        let (half, whole) = (orders[k] / (8 * radius), orders[k] / (4 * radius))
        let halfAngle = PortableMath.cosineAndSine(turns: half)
        let sign: Double = k == 1 ? -1 : 1
        sums[k] = sign * halfAngle.cosine / halfAngle.sine
        spreads[k] = sign * sums[k] * sums[k] / PortableMath.cosineAndSine(turns: whole).sine
        let frequency = 2 * Double.pi * whole
        gaussian[k] = PortableMath.exp(-sigma * sigma * frequency * frequency / 2) / radius
    }
    let free = cross(sums, spreads)
    // Cramer's rule for sums · β = 1, spreads · β = N² − σ², free · β = free · gaussian.
    let unscaled =
        cross(spreads, free) + (radius * radius - sigma * sigma) * cross(free, sums) + (free * gaussian).sum() * cross(sums, spreads)
    let weights = unscaled / (sums * cross(spreads, free)).sum()
    let outer = (1..<Int(radius)).map { n in
        Float((0..<3).reduce(0.0) { $0 + weights[$1] * PortableMath.cosineAndSine(turns: Double(n) * orders[$1] / (4 * radius)).cosine })
    }
    return [Float(1 - 2 * outer.reduce(0) { $0 + Double($1) })] + outer
}

private func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}
