import Foundation

/// Triangular bands on Slaney's mel scale, each of unit area (Auditory Toolbox, 1998), from powers of frequencies to powers of bands.
struct MelFilters: Sendable {
    let bands: Int
    private let weights: PackedMatrix
    private let silence: [Float]

    /// - Parameters:
    ///   - length: samples in the frame whose spectrum is taken.
    ///   - highest: the upper edge of the last band, in Hz.
    init(bands: Int, length: Int, sampleRate: Double, highest: Double) {
        self.bands = bands
        let bins = length / 2 + 1
        let edges = (0..<bands + 2).map { Self.frequency(mel: Self.mel(highest) * Double($0) / Double(bands + 1)) }
        var rows: [Float] = []
        for band in 0..<bands {
            let (low, centre, high) = (edges[band], edges[band + 1], edges[band + 2])
            rows += (0..<bins).map { bin in
                let frequency = Double(bin) * sampleRate / Double(length)
                let rise = (frequency - low) / (centre - low), fall = (high - frequency) / (high - centre)
                return Float(max(0, min(rise, fall)) * 2 / (high - low))
            }
        }
        weights = PackedMatrix(turned: rows, columns: bands)
        silence = [Float](repeating: 0, count: bands + 32)
    }

    /// Linear up to 1 kHz (15 mels), logarithmic above.
    private static func mel(_ frequency: Double) -> Double {
        frequency < 1000 ? frequency * 3 / 200 : 15 + log(frequency / 1000) * 27 / log(6.4)
    }

    private static func frequency(mel: Double) -> Double { mel < 15 ? mel * 200 / 3 : 1000 * exp((mel - 15) * log(6.4) / 27) }

    /// frames × bins powers to frames × bands.
    func callAsFunction(_ powers: [Float], frames: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: frames * bands) { result, count in
            powers.withUnsafeBufferPointer { powers in
                guard let from = powers.baseAddress, let to = result.baseAddress else { return }
                weights.multiply(.init(start: from, step: powers.count / frames, count: frames), bias: silence, into: to, step: bands)
            }
            count = frames * bands
        }
    }
}

extension FourierFrames {
    /// frames × bins values |X|².
    func powers(_ samples: UnsafePointer<Float>, frames: Int, hop: Int) -> [Float] {
        let spectra = self(samples, frames: frames, hop: hop)
        return [Float](unsafeUninitializedCapacity: frames * bins) { powers, count in
            for frame in 0..<frames {
                let from = frame * 2 * bins
                for bin in 0..<bins {
                    let (real, imaginary) = (spectra[from + bin], spectra[from + bins + bin])
                    powers[frame * bins + bin] = real * real + imaginary * imaginary
                }
            }
            count = frames * bins
        }
    }
}
