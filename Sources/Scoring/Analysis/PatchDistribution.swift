/// Mean and sample covariance of the features of patches.
struct PatchDistribution: Sendable {
    let mean: [Double]
    /// Row by row.
    let covariance: [Double]

    /// - Precondition: at least two lists of one length.
    init(_ patches: [[Double]]) {
        let size = patches[0].count, n = Double(patches.count)
        let mean = (0..<size).map { k in patches.reduce(0) { $0 + $1[k] } / n }
        self.mean = mean
        var covariance = [Double](repeating: 0, count: size * size)
        for patch in patches {
            let centred = zip(patch, mean).map { $0 - $1 }
            for i in 0..<size { for j in 0..<size { covariance[i * size + j] += centred[i] * centred[j] } }
        }
        self.covariance = covariance.map { $0 / (n - 1) }
    }

    /// √(δᵀ ((Σ₁ + Σ₂)/2)⁺ δ), equation 10 of the paper; directions without spread are left out by the pseudo-inverse.
    func distance(from model: NaturalSceneModel) -> Double {
        let size = mean.count
        let pooled = zip(covariance, model.covariance).map { ($0 + $1) / 2 }
        let eigen = SymmetricEigen(pooled, size: size)
        var sum = 0.0
        for k in 0..<size where eigen.spreads(along: k) {
            let along = (0..<size).reduce(0.0) { $0 + eigen.vectors[$1][k] * (model.mean[$1] - mean[$1]) }
            sum += along * along / eigen.values[k]
        }
        return max(0, sum).squareRoot()
    }
}
