/// Power spectra of consecutive frames of a sound, for metrics and pictures.
package struct Spectrogram: Sendable {
    package let frames: Int
    /// Frequencies from 0 to the Nyquist frequency, both included.
    package let bins: Int
    /// |X|² under a periodic Hann window, not scaled: frames × bins values, the lowest frequency first.
    package let powers: [Float]

    package subscript(frame: Int, bin: Int) -> Float { powers[frame * bins + bin] }

    /// All complete frames; a shorter sound, or none, gives one frame filled up with zeros.
    ///
    /// - Precondition: `window` is a power of two, at least 4; `hop` is positive.
    package init(of samples: [Float], window: Int, hop: Int) {
        let samples = samples.count >= window ? samples : samples + [Float](repeating: 0, count: window - samples.count)
        let bins = window / 2 + 1
        var all: [Float] = []
        all.reserveCapacity(((samples.count - window) / hop + 1) * bins)
        Self.eachFrame(of: samples, window: window, hop: hop) { powers in
            for power in powers { all.append(Float(power)) }
        }
        powers = all
        self.bins = bins
        frames = all.count / bins
    }

    /// Mean over the complete frames; nil where there is none.
    static func mean(of mix: DownMix, window: Int, hop: Int) -> [Double]? {
        var sums = [Double](repeating: 0, count: window / 2 + 1)
        var frames = 0.0
        mix.eachStretch(of: hop << 11, overlap: window - hop) { samples in
            guard samples.count >= window else { return }
            eachFrame(of: samples, window: window, hop: hop) { powers in
                frames += 1
                for bin in sums.indices { sums[bin] += powers[bin] }
            }
        }
        return frames > 0 ? sums.map { $0 / frames } : nil
    }

    private static func eachFrame(of samples: [Float], window: Int, hop: Int, _ take: (UnsafeBufferPointer<Double>) -> Void) {
        let transform = FourierTransform(length: window)
        let hann = (0..<window).map { 0.5 - 0.5 * PortableMath.cosineAndSine(turns: Double($0) / Double(window)).cosine }
        var powers = [Double](repeating: 0, count: transform.bins)
        samples.withUnsafeBufferPointer { samples in
            guard let start = samples.baseAddress else { return }
            for first in stride(from: 0, through: samples.count - window, by: hop) {
                transform.powers(of: start + first, window: hann, into: &powers)
                powers.withUnsafeBufferPointer(take)
            }
        }
    }
}

extension AudioAnalysis {
    /// Power spectra of `mono` for a picture; choose `hop` so that the frames are as many as its columns.
    package func spectrogram(window: Int = 1024, hop: Int = 512) -> Spectrogram {
        Spectrogram(of: mono, window: window, hop: hop)
    }
}
