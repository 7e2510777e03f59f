import Foundation

/// Third-octave amplitudes of a clean and a degraded sound over time, without the pauses of the clean one: what STOI and ESTOI compare.
struct IntelligibilityBands: Sendable {
    static let (bands, segment) = (15, 30)
    private static let (rate, frame, length) = (10_000, 256, 512)

    /// Frames × 15 values.
    let clean: [Double]
    let copy: [Double]
    var frames: Int { clean.count / Self.bands }

    init(clean: [Float], copy: [Float], rate: Int) {
        let resampler = OctaveResampler(from: rate, to: Self.rate)
        let (x, y) = Self.withoutPauses(resampler(clean), resampler(copy))
        (self.clean, self.copy) = (Self.amplitudes(x), Self.amplitudes(y))
    }

    /// MATLAB's Hann window: without the zeros at its ends.
    private static let window = (1...frame).map { 0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(frame + 1)) }

    /// First and last bin (excluded) of each band.
    private static let edges: [Range<Int>] = (0..<bands).map { band in
        let nearest = { (frequency: Double) in Int((frequency * Double(length) / Double(rate)).rounded()) }
        return nearest(150 * pow(2, Double(2 * band - 1) / 6))..<nearest(150 * pow(2, Double(2 * band + 1) / 6))
    }

    private static func starts(_ count: Int) -> StrideTo<Int> { stride(from: 0, to: max(0, count - frame), by: frame / 2) }

    /// Frames more than 40 dB below the loudest clean one are left out, and the rest are overlapped again.
    private static func withoutPauses(_ x: [Float], _ y: [Float]) -> ([Float], [Float]) {
        let count = min(x.count, y.count)
        let levels = starts(count).map { start in
            (0..<frame).reduce(0.0) { sum, k in
                let value = Double(x[start + k]) * window[k]
                return sum + value * value
            }
        }
        let loudest = 20 * log10((levels.max() ?? 0).squareRoot() + 2.220446049250313e-16)
        let kept = zip(starts(count), levels).filter { loudest - 40 - 20 * log10($1.squareRoot() + 2.220446049250313e-16) < 0 }.map(\.0)
        guard !kept.isEmpty else { return ([], []) }
        var joined = (
            [Double](repeating: 0, count: (kept.count + 1) * frame / 2), [Double](repeating: 0, count: (kept.count + 1) * frame / 2)
        )
        for (index, start) in kept.enumerated() {
            for k in 0..<frame {
                joined.0[index * frame / 2 + k] += Double(x[start + k]) * window[k]
                joined.1[index * frame / 2 + k] += Double(y[start + k]) * window[k]
            }
        }
        return (joined.0.map(Float.init), joined.1.map(Float.init))
    }

    private static func amplitudes(_ samples: [Float]) -> [Double] {
        let transform = FourierTransform(length: length)
        let padded = window + [Double](repeating: 0, count: length - frame)
        let tail = samples + [Float](repeating: 0, count: length)
        var powers = [Double](repeating: 0, count: transform.bins)
        var amplitudes: [Double] = []
        for start in starts(samples.count) {
            tail.withUnsafeBufferPointer { tail in
                guard let from = tail.baseAddress else { return }
                transform.powers(of: from + start, window: padded, into: &powers)
            }
            amplitudes += edges.map { powers[$0].reduce(0, +).squareRoot() }
        }
        return amplitudes
    }
}
