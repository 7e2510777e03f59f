import Foundation

/// The spectral envelope of speech without the comb of its pitch: CheapTrick (Morise, Speech Communication 67, 2015).
final class SpectralEnvelope {
    /// Pitch that stands for a frame without one, in Hz.
    private static let unvoiced = 500.0
    private static let recovery = -0.15

    private let samples: [Float]
    private let rate: Double
    private let transform: FourierTransform
    private var length: Int { transform.length }

    init(of samples: [Float], sampleRate: Int) {
        self.samples = samples
        rate = Double(sampleRate)
        var length = 4
        while length < 3 * sampleRate / 71 + 1 { length *= 2 }
        transform = FourierTransform(length: length)
    }

    var bins: Int { transform.bins }

    /// Natural logarithm of the power at each bin.
    ///
    /// - Parameters:
    ///   - time: the middle of the frame, in seconds.
    ///   - pitch: in Hz; 0 for none.
    func logarithm(at time: Double, pitch: Double) -> [Double] {
        let pitch = pitch > rate * 3 / Double(length - 3) ? pitch : Self.unvoiced
        var powers = power(at: time, pitch)
        replaceLowest(&powers, pitch)
        return recovered(smoothed(powers, width: pitch * 2 / 3), pitch)
    }

    /// Power under a Hann window of three periods and unit energy, with the constant part taken out.
    private func power(at time: Double, _ pitch: Double) -> [Double] {
        let half = Int((1.5 * rate / pitch).rounded())
        let centre = Int((time * rate + 0.001).rounded())
        var frame = [Double](repeating: 0, count: length), window = frame
        var (energy, sum, weight) = (0.0, 0.0, 0.0)
        for index in 0..<min(length, 2 * half + 1) {
            let position = Double(index - half) / 1.5 / rate
            window[index] = 0.5 * cos(.pi * position * pitch) + 0.5
            energy += window[index] * window[index]
        }
        let gain = 1 / energy.squareRoot()
        for index in 0..<min(length, 2 * half + 1) {
            window[index] *= gain
            let place = min(max(0, centre + index - half), samples.count - 1)
            frame[index] = Double(samples[place]) * window[index]
            sum += frame[index]
            weight += window[index]
        }
        for index in 0..<min(length, 2 * half + 1) { frame[index] -= window[index] * sum / weight }
        let spectrum = transform.spectrum(of: frame)
        return spectrum.real.indices.map { spectrum.real[$0] * spectrum.real[$0] + spectrum.imaginary[$0] * spectrum.imaginary[$0] }
    }

    private func interpolated(_ values: [Double], at place: Double) -> Double {
        let left = min(max(0, Int(place.rounded(.down))), values.count - 2)
        return values[left] + (place - Double(left)) * (values[left + 1] - values[left])
    }

    /// Below the pitch the window has no power; what is above it is mirrored there.
    private func replaceLowest(_ powers: inout [Double], _ pitch: Double) {
        let width = rate / Double(length)
        let limit = 2 + Int(pitch / width)
        let original = powers
        for bin in 0..<min(limit - 1, powers.count) {
            powers[bin] += interpolated(original, at: abs(pitch - Double(bin) * width) / width)
        }
    }

    /// Mean over a band of frequencies around each bin, mirrored at both ends.
    private func smoothed(_ powers: [Double], width: Double) -> [Double] {
        let step = rate / Double(length)
        let boundary = Int(width / step) + 1
        let last = powers.count - 1
        var sums: [Double] = []
        var sum = 0.0
        for index in -boundary...last + boundary {
            let bin = index < 0 ? -index : index > last ? 2 * last - index : index
            sum += powers[min(max(0, bin), last)] * step
            sums.append(sum)
        }
        let origin = -(Double(boundary) - 0.5) * step
        return powers.indices.map { bin in
            let frequency = Double(bin) * step
            let low = interpolated(sums, at: (frequency - width / 2 - origin) / step)
            let high = interpolated(sums, at: (frequency + width / 2 - origin) / step)
            return (high - low) / width
        }
    }

    /// The cepstrum without the pitch, and with what the smoothing took away given back.
    private func recovered(_ powers: [Double], _ pitch: Double) -> [Double] {
        let logs = powers.map { log($0 + 2.220446049250313e-16) }
        var cepstrum = evenTransform(logs)
        for index in cepstrum.indices {
            let quefrency = Double(index) / rate
            let phase = .pi * pitch * quefrency
            let smoothing = index == 0 ? 1 : sin(phase) / phase
            cepstrum[index] *= smoothing * (1 - 2 * Self.recovery + 2 * Self.recovery * cos(2 * phase)) / Double(length)
        }
        return evenTransform(cepstrum)
    }

    /// The transform of a real, even sequence, given and returned by its first half.
    private func evenTransform(_ half: [Double]) -> [Double] {
        transform.spectrum(of: half + half.dropFirst().dropLast().reversed()).real
    }

    /// Mel-cepstral coefficients c₁…c₂₄ of a log power spectrum, by frequency warping (Tokuda et al., ICSLP 1994).
    func melCepstrum(_ logarithm: [Double], order: Int = 24, alpha: Double = 0.42) -> [Double] {
        let cepstrum = evenTransform(logarithm).map { $0 / Double(length) }
        var warped = [Double](repeating: 0, count: order + 1)
        for index in cepstrum.indices.reversed() {
            let before = warped
            warped[0] = (index == 0 ? cepstrum[0] / 2 : cepstrum[index]) + alpha * before[0]
            warped[1] = (1 - alpha * alpha) * before[0] + alpha * before[1]
            for k in 2...order { warped[k] = before[k - 1] + alpha * (before[k] - warped[k - 1]) }
        }
        return Array(warped.dropFirst())
    }
}
