import Foundation

/// A possible pitch of one frame.
struct PitchCandidate: Sendable, Hashable {
    /// In Hz; 0 stands for "no pitch".
    let frequency: Double
    /// How periodic the frame is at it, up to 1.
    let strength: Double
}

/// Periodicity of short stretches of sound, by autocorrelation under a window divided by the window's own (Boersma 1993).
final class PitchFrames {
    static let (floor, ceiling, step) = (75.0, 600.0, 0.01)
    static let most = 15

    private let samples: [Float]
    private let rate: Double
    private let window: [Double]
    private let windowCorrelation: [Double]
    private let transform: FourierTransform
    private let peak: Double
    /// Samples of one period of the lowest pitch.
    private let period: Int
    let count: Int
    private let firstTime: Double

    /// nil for sounds shorter than three periods of the lowest pitch.
    init?(of samples: [Float], sampleRate: Int, peak: Double) {
        rate = Double(sampleRate)
        let duration = Double(samples.count) / rate
        let length = 3 / Self.floor
        guard duration >= length, sampleRate >= 2000 else { return nil }
        self.samples = samples
        self.peak = peak
        let half = Int(length * rate) / 2 - 1
        let window = (1...2 * half).map { 0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(2 * half + 1)) }
        var padded = 1024
        while padded < window.count * 3 / 2 { padded *= 2 }
        transform = FourierTransform(length: padded)
        self.window = window
        period = Int(rate / Self.floor)
        let correlation = Self.correlation(window, transform)
        windowCorrelation = correlation.map { $0 / correlation[0] }
        count = Int((duration - length) / Self.step) + 1
        firstTime = duration / 2 - Double(count - 1) * Self.step / 2
    }

    /// The middle of a frame, in seconds.
    func time(_ frame: Int) -> Double { firstTime + Double(frame) * Self.step }

    private static func correlation(_ frame: [Double], _ transform: FourierTransform) -> [Double] {
        let spectrum = transform.spectrum(of: frame + [Double](repeating: 0, count: transform.length - frame.count))
        var powers = [Double](repeating: 0, count: transform.length)
        for bin in spectrum.real.indices {
            let power = spectrum.real[bin] * spectrum.real[bin] + spectrum.imaginary[bin] * spectrum.imaginary[bin]
            powers[bin] = power
            if bin > 0 { powers[transform.length - bin] = power }
        }
        // The spectrum of what is real and even is real and even: the forward transform serves as its own inverse.
        return transform.spectrum(of: powers).real
    }

    /// The frame's candidates; the first is "no pitch", the others carry their strength after the cost of low octaves.
    func candidates(_ frame: Int) -> [PitchCandidate] {
        let centre = Int((time(frame) * rate).rounded(.down))
        let (from, to) = (max(0, centre - period), min(samples.count, centre + period))
        var mean = 0.0
        for index in from..<to { mean += Double(samples[index]) }
        mean /= Double(max(1, to - from))
        let start = centre - window.count / 2 + 1
        var values = [Double](repeating: 0, count: window.count)
        for index in window.indices where samples.indices.contains(start + index) {
            values[index] = (Double(samples[start + index]) - mean) * window[index]
        }
        var local = 0.0
        for index in max(0, centre - period / 2)..<min(samples.count, centre + period / 2 + 1) {
            local = max(local, abs(Double(samples[index]) - mean))
        }
        let intensity = min(1, local / peak)
        let silence = PitchCandidate(frequency: 0, strength: 0.45 + max(0, 2 - intensity / 0.03 * 1.45))
        guard local > 0 else { return [silence] }
        return [silence] + peaks(Self.correlation(values, transform))
    }

    private func peaks(_ raw: [Double]) -> [PitchCandidate] {
        guard raw[0] > 0 else { return [] }
        let most = window.count / 2
        var relative = [Double](repeating: 0, count: 2 * most + 1)
        for lag in 0...min(most, raw.count - 1, windowCorrelation.count - 1) {
            let value = raw[lag] / (raw[0] * windowCorrelation[lag])
            (relative[most + lag], relative[most - lag]) = (value, value)
        }
        relative[most] = 1
        return relative.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return [] }
            let curve = SincInterpolation(values: start, count: buffer.count)
            var found: [PitchCandidate] = []
            for lag in 2..<min(window.count / 3 + 2, most - 1) {
                let (before, here, after) = (start[most + lag - 1], start[most + lag], start[most + lag + 1])
                guard here > 0.225, here > before, here >= after else { continue }
                let top = curve.maximum(near: Double(most + lag), depth: 70)
                let frequency = rate / (top.place - Double(most))
                guard frequency > 0, frequency <= Self.ceiling else { continue }
                // A correlation over 1 comes of the window's division, and is as far from sure as its inverse.
                let strength = top.height > 1 ? 1 / top.height : top.height
                found.append(PitchCandidate(frequency: frequency, strength: strength - 0.01 * log2(Self.ceiling / frequency)))
            }
            return found.count < Self.most ? found : Array(found.sorted { $0.strength > $1.strength }.prefix(Self.most - 1))
        }
    }
}
