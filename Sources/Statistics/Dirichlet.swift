import Glibc

/// Random weights around given ones, for asking whether a verdict hangs on their exact values.
package enum Dirichlet {
    /// Weights that sum to 1, from a Dirichlet distribution with the given concentrations, each above 0.
    package static func draw(_ concentrations: [Double], from stream: inout RandomStream) -> [Double] {
        let parts = concentrations.map { gamma($0, from: &stream) }
        let sum = parts.reduce(0, +)
        return sum > 0 ? parts.map { $0 / sum } : concentrations.map { $0 / concentrations.reduce(0, +) }
    }

    /// Marsaglia and Tsang 2000; below 1 by way of shape + 1.
    private static func gamma(_ shape: Double, from stream: inout RandomStream) -> Double {
        if shape < 1 {
            let lifted = gamma(shape + 1, from: &stream)
            return lifted * pow(stream.unit(), 1 / shape)
        }
        let d = shape - 1 / 3.0
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = Normal.quantile(max(stream.unit(), 0x1p-54))
            let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
            guard v > 0 else { continue }
            let u = max(stream.unit(), 0x1p-54)
            if log(u) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }
}
