/// Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub, Van Loan, section 8.5).
struct SymmetricEigen: Sendable {
    /// In the order in which the rotations leave them.
    let values: [Double]
    /// Column k, at `vectors[row][k]`, belongs to value k.
    let vectors: [[Double]]

    /// - Parameter matrix: `size` rows of `size` numbers, one after the other; only their symmetric part counts.
    init(_ matrix: [Double], size: Int) {
        var a = (0..<size).map { row in (0..<size).map { (matrix[row * size + $0] + matrix[$0 * size + row]) / 2 } }
        var v = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0.0 } }
        let scale = a.joined().reduce(0) { max($0, abs($1)) }
        // Convergence is quadratic; 60 sweeps are far more than any matrix needs.
        for _ in 0..<60 {
            var off = 0.0
            for p in 0..<size { for q in p + 1..<max(size, p + 1) { off = max(off, abs(a[p][q])) } }
            if off <= 1e-18 * scale { break }
            for p in 0..<size { for q in p + 1..<max(size, p + 1) where a[p][q] != 0 { Self.rotate(&a, &v, p, q) } }
        }
        values = (0..<size).map { a[$0][$0] }
        vectors = v
    }

    /// How many directions are more than rounding.
    var rank: Int { values.indices.count(where: spreads(along:)) }

    /// Whether value k is more than rounding: above 1e-15 n times the largest.
    func spreads(along k: Int) -> Bool {
        let largest = values.reduce(0) { max($0, abs($1)) }
        return abs(values[k]) > 1e-15 * Double(values.count) * largest
    }

    private static func rotate(_ a: inout [[Double]], _ v: inout [[Double]], _ p: Int, _ q: Int) {
        let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
        let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot(), s = t * c
        for k in a.indices { (a[k][p], a[k][q]) = (c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]) }
        for k in a.indices { (a[p][k], a[q][k]) = (c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]) }
        for k in v.indices { (v[k][p], v[k][q]) = (c * v[k][p] - s * v[k][q], s * v[k][p] + c * v[k][q]) }
    }
}
