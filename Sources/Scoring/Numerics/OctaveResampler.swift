import Foundation

/// The resampler that STOI is defined with: a Kaiser window of 60 dB over a sinc, without delay.
struct OctaveResampler {
    private let (up, down): (Int, Int)
    private let taps: [Double]

    init(from: Int, to: Int) {
        var (a, b) = (from, to)
        while b != 0 { (a, b) = (b, a % b) }
        (up, down) = (to / a, from / a)
        let cutoff = 1 / Double(2 * max(up, down))
        let half = Int(((60.0 - 8) / (28.714 * cutoff / 10)).rounded(.up))
        let beta = 0.1102 * (60 - 8.7)
        let raw = (-half...half).map { tap in
            let x = 2 * cutoff * Double(tap)
            let sinc = tap == 0 ? 1 : sin(.pi * x) / (.pi * x)
            let t = Double(tap) / Double(half)
            return Self.bessel(beta * (1 - t * t).squareRoot()) * sinc
        }
        let sum = raw.reduce(0, +)
        let up = up
        taps = raw.map { $0 / sum * Double(up) }
    }

    /// Modified Bessel function of the first kind, order 0, by its series.
    private static func bessel(_ x: Double) -> Double {
        var (sum, term) = (1.0, 1.0)
        for k in 1..<60 {
            term *= (x / 2 / Double(k)) * (x / 2 / Double(k))
            sum += term
        }
        return sum
    }

    func callAsFunction(_ samples: [Float]) -> [Float] {
        guard up != down else { return samples }
        let half = taps.count / 2
        let count = (samples.count * up + down - 1) / down
        // Taps by phase, turned over, so that the inner loop runs through both sides in order.
        let phases = (0..<up).map { phase in stride(from: phase, to: taps.count, by: up).map { taps[$0] }.reversed().map { $0 } }
        return [Float](unsafeUninitializedCapacity: count) { result, size in
            for index in 0..<count {
                let place = index * down + half
                let (phase, last) = (place % up, place / up)
                let row = phases[phase]
                let first = last - row.count + 1
                var sum = 0.0
                for tap in max(0, -first)..<max(max(0, -first), min(row.count, samples.count - first)) {
                    sum += row[tap] * Double(samples[first + tap])
                }
                result[index] = Float(sum)
            }
            size = count
        }
    }
}
