import Foundation

/// Sample rate conversion by a windowed sinc in polyphase form: linear phase, Kaiser window, at least 120 dB stop band.
///
/// The pass band reaches to 0.92 of the lower rate's Nyquist frequency, the stop band begins at it. Outside the clip is silence.
struct RateConversion {
    /// Output and input rate without common factors.
    let up: Int
    let down: Int

    /// Kaiser, Bell Syst. Tech. J. 1974: β = 0.1102 (A − 8.7) for A = 126 dB.
    private static let beta = 12.93
    private static let reach = 104
    /// Beyond this many phases neighbouring ones are blended, which costs −140 dB.
    private static let mostPhases = 4096

    /// - Precondition: positive rates.
    init(from input: Int, to output: Int) {
        var (a, b) = (output, input)
        while b != 0 { (a, b) = (b, a % b) }
        up = output / a
        down = input / a
    }

    /// Frames after conversion: frames × up ÷ down, rounded half up.
    func length(of frames: Int) -> Int { (frames * up + down / 2) / down }

    func converted(_ samples: [Float], channels: Int) -> [Float] {
        guard up != down else { return samples }
        let frames = samples.count / channels
        let count = length(of: frames)
        let bank = PhaseBank(up: up, down: down, phases: min(up, Self.mostPhases), reach: Self.reach, beta: Self.beta)
        var result = [Float](repeating: 0, count: count * channels)
        for channel in 0..<channels {
            var padded = [Float](repeating: 0, count: frames + 2 * bank.half + 1)
            for frame in 0..<frames { padded[bank.half + frame] = samples[frame * channels + channel] }
            padded.withUnsafeBufferPointer { padded in
                for n in 0..<count {
                    let place = n * down
                    result[n * channels + channel] = bank.value(padded, after: place / up, phase: place % up, of: up)
                }
            }
        }
        return result
    }
}

/// The filter's taps, one row for each place between two input samples; the taps of a row sum to 1.
private struct PhaseBank {
    /// Taps on each side.
    let half: Int
    private let phases: Int
    private let isExact: Bool
    private let taps: [Float]

    init(up: Int, down: Int, phases: Int, reach: Int, beta: Double) {
        let scale = min(1, Double(up) / Double(down))
        let half = Int((Double(reach) / scale).rounded(.up))
        self.half = half
        self.phases = phases
        isExact = phases == up
        let peak = bessel(beta)
        var taps: [Float] = []
        taps.reserveCapacity((phases + 1) * 2 * half)
        for phase in 0...phases {
            let row = (0..<2 * half).map { k -> Double in
                let distance = (Double(k - half + 1) - Double(phase) / Double(phases)) * scale
                let edge = distance / Double(reach)
                guard abs(edge) < 1 else { return 0 }
                let angle = .pi * 0.96 * distance
                return (angle == 0 ? 1 : sin(angle) / angle) * bessel(beta * (1 - edge * edge).squareRoot()) / peak
            }
            let sum = row.reduce(0, +)
            taps += row.map { Float($0 / sum) }
        }
        self.taps = taps
    }

    /// The signal at `index` + `phase`/`count` input samples, from samples with `half` zeros before them.
    func value(_ padded: UnsafeBufferPointer<Float>, after index: Int, phase: Int, of count: Int) -> Float {
        if isExact { return sum(padded, index, row: phase) }
        let place = Double(phase) / Double(count) * Double(phases)
        let low = sum(padded, index, row: Int(place))
        let high = sum(padded, index, row: Int(place) + 1)
        return low + Float(place - place.rounded(.down)) * (high - low)
    }

    private func sum(_ padded: UnsafeBufferPointer<Float>, _ index: Int, row: Int) -> Float {
        let start = row * 2 * half
        return taps.withUnsafeBufferPointer { taps in
            var lanes = SIMD8<Float>.zero
            var k = 0
            while k + 8 <= 2 * half {
                var (a, b) = (SIMD8<Float>(), SIMD8<Float>())
                for lane in 0..<8 {
                    a[lane] = padded[index + 1 + k + lane]
                    b[lane] = taps[start + k + lane]
                }
                lanes += a * b
                k += 8
            }
            var total = lanes.sum()
            while k < 2 * half {
                total += padded[index + 1 + k] * taps[start + k]
                k += 1
            }
            return total
        }
    }
}

/// The modified Bessel function of the first kind, order 0, by its power series.
private func bessel(_ x: Double) -> Double {
    var (term, sum, k) = (1.0, 1.0, 1.0)
    while term > sum * 1e-17 {
        term *= (x / (2 * k)) * (x / (2 * k))
        sum += term
        k += 1
    }
    return sum
}
