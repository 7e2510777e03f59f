/// Bootstrap weights 4 r1 cos²(2π r2) of Owen (arXiv:2508.10083): four times a Beta(1/2, 3/2).
///
/// Computed as 2 r1 (1 − sin x), x = 2π(¼ − ||2 r2 − 1| − ½|) within ±π/2, by sine's power series: several times faster than the C
/// library's cosine and, unlike it, the same to the last bit on every platform.
struct BetaWeights: Sendable {
    /// The latest weights; at least as many as asked for.
    private(set) var values: [Double]
    private var turns: [Double]

    init(count: Int) {
        let whole = (count + 3) & ~3
        values = [Double](repeating: 0, count: whole)
        turns = values
    }

    /// Replaces the weights by the next ones of a stream, which gives r1 before r2 for each.
    mutating func draw(from stream: RandomStream) {
        values.withUnsafeMutableBytes { values in
            turns.withUnsafeMutableBytes { turns in
                var stream = stream
                for offset in stride(from: 0, to: values.count, by: 8) {
                    values.storeBytes(of: stream.unit(), toByteOffset: offset, as: Double.self)
                    turns.storeBytes(of: stream.unit(), toByteOffset: offset, as: Double.self)
                }
                for offset in stride(from: 0, to: values.count, by: 32) {
                    let scale = values.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
                    let turn = turns.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
                    values.storeBytes(of: Self.weights(scale, turn), toByteOffset: offset, as: SIMD4<Double>.self)
                }
            }
        }
    }

    @inline(__always)
    static func weights(_ scale: SIMD4<Double>, _ turn: SIMD4<Double>) -> SIMD4<Double> {
        let x = 2 * Double.pi * (0.25 - magnitude(magnitude(2 * turn - 1) - 0.5))
        return 2 * scale * (1 - sine(x))
    }

    /// Taylor's series up to x²¹/21!; the first term left out is below 2e-18 at π/2.
    @inline(__always)
    private static func sine(_ x: SIMD4<Double>) -> SIMD4<Double> {
        let square = x * x
        var series = 1 / 121_645_100_408_832_000 - square * (1 / 51_090_942_171_709_440_000)
        series = 1 / 355_687_428_096_000 - square * series
        series = 1 / 1_307_674_368_000 - square * series
        series = 1 / 6_227_020_800 - square * series
        series = 1 / 39_916_800 - square * series
        series = 1 / 362_880 - square * series
        series = 1 / 5_040 - square * series
        series = 1 / 120 - square * series
        series = 1 / 6 - square * series
        return x - x * square * series
    }

    @inline(__always)
    private static func magnitude(_ value: SIMD4<Double>) -> SIMD4<Double> {
        // `pointwiseMax` is not inlined and would cost more than all the rest.
        unsafeBitCast(unsafeBitCast(value, to: SIMD4<UInt64>.self) & UInt64(Int64.max), to: SIMD4<Double>.self)
    }
}
