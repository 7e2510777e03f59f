import Foundation

/// The two gains of a crossfade that keeps the power constant whatever the correlation of what fades out and what fades in.
///
/// With θ from 0 to π/2: out = cos θ ÷ √(1 + ρ sin 2θ), in = sin θ ÷ √(1 + ρ sin 2θ). ρ = 0 is the law of equal power, ρ = 1 that of
/// equal gain, under which a sound that fades into itself comes out unchanged.
struct CrossfadeLaw: Sendable, Hashable {
    /// Of the overlap, 0…1.
    let correlation: Double

    init(correlation: Double) { self.correlation = min(1, max(0, correlation)) }

    /// The gains at frame `i` of `count`.
    func gains(_ i: Int, of count: Int) -> (out: Double, in: Double) {
        let turn = count > 1 ? Double(i) / Double(count - 1) : 0.5
        let angle = .pi / 2 * turn
        // The sine of the complement: exactly 0 at the end, which cos(π/2) is not.
        let (falling, rising) = (sin(.pi / 2 * (1 - turn)), sin(angle))
        let power = (1 + correlation * 2 * rising * falling).squareRoot()
        return (falling / power, rising / power)
    }

    /// Normalised correlation of two stretches of equal length, clipped to 0…1; 0 where one is silent.
    static func correlation(_ a: [Float], _ b: [Float]) -> Double {
        var (ab, aa, bb) = (0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            let (x, y) = (Double(x), Double(y))
            ab += x * y
            aa += x * x
            bb += y * y
        }
        return aa > 0 && bb > 0 ? min(1, max(0, ab / (aa * bb).squareRoot())) : 0
    }
}

/// Cosine of a share of a full turn.
func cosine(turns: Double) -> Double { cos(2 * .pi * turns) }
