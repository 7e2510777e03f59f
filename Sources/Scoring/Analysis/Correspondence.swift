import Foundation

/// Where in time two sounds are most alike, and how alike they are there.
struct Correspondence: Sendable, Hashable {
    /// Samples that the copy comes later than the clean sound; negative where it comes earlier.
    let lag: Int
    /// Magnitude of the normalised cross-correlation of the waveforms at that lag, 0…1.
    let waveform: Double
    /// The same of the levels of 20 ms, wherever they fit best: high for the same words in another waveform.
    let envelope: Double

    /// Speech of other words reaches 0.3 and 0.4, the worst copies that still are copies 0.55 and 0.75.
    var isPlausible: Bool { waveform >= 0.2 || envelope >= 0.5 }

    init(clean: [Float], copy: [Float], rate: Int) {
        // A minute is enough to find a delay, and bounds the memory.
        let most = min(clean.count, copy.count, rate * 60)
        let best = Self.peak(clean[..<most].map(Double.init), copy[..<most].map(Double.init))
        (lag, waveform) = (best.lag, best.height)
        envelope = Self.peak(Self.levels(clean[..<most], rate), Self.levels(copy[..<most], rate)).height
    }

    private static func levels(_ samples: ArraySlice<Float>, _ rate: Int) -> [Double] {
        let length = max(1, rate / 50)
        return stride(from: 0, to: samples.count - length + 1, by: length).map { start in
            (samples[start..<start + length].reduce(0.0) { $0 + Double($1) * Double($1) } / Double(length)).squareRoot()
        }
    }

    /// The largest magnitude of the cross-correlation of both without their means, by Fourier transforms.
    private static func peak(_ a: [Double], _ b: [Double]) -> (lag: Int, height: Double) {
        guard a.count > 1, b.count > 1 else { return (0, 0) }
        var length = 4
        while length < a.count + b.count { length *= 2 }
        let (x, y) = (centred(a, length), centred(b, length))
        let energy = (x.reduce(0) { $0 + $1 * $1 } * y.reduce(0) { $0 + $1 * $1 }).squareRoot()
        guard energy > 0 else { return (0, 0) }
        let transform = FourierTransform(length: length)
        let (left, right) = (transform.spectrum(of: x), transform.spectrum(of: y))
        // Hartley's form of the product, so that the forward transform is its own inverse.
        var product = [Double](repeating: 0, count: length)
        for k in left.real.indices {
            let real = right.real[k] * left.real[k] + right.imaginary[k] * left.imaginary[k]
            let imaginary = right.imaginary[k] * left.real[k] - right.real[k] * left.imaginary[k]
            product[k] = real - imaginary
            product[(length - k) % length] = real + imaginary
        }
        product[0] = right.real[0] * left.real[0]
        product[length / 2] = right.real[length / 2] * left.real[length / 2]
        let back = transform.spectrum(of: product)
        var best = (lag: 0, height: -1.0)
        for k in back.real.indices {
            let later = abs(back.real[k] - back.imaginary[k]), earlier = abs(back.real[k] + back.imaginary[k])
            if later > best.height { best = (k, later) }
            if k > 0, k < length / 2, earlier > best.height { best = (-k, earlier) }
        }
        return (best.lag, best.height / Double(length) / energy)
    }

    private static func centred(_ values: [Double], _ length: Int) -> [Double] {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.map { $0 - mean } + [Double](repeating: 0, count: length - values.count)
    }
}
