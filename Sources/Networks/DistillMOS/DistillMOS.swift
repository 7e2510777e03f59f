import Foundation

/// Distill-MOS (Stahl and Gamper, arXiv 2502.05356): the mean opinion score that listeners would give speech, from the waveform alone.
///
/// A value without state; any number of threads may score with it at once.
package struct DistillMOS: Sendable {
    package static let sampleRate = 16_000
    /// Samples in one window, 7.68 s.
    package static let windowLength = 122_880
    /// Windows of a longer clip are at most this far apart, 1 s.
    private static let longestHop = 16_000

    private let spectra = FourierFrames(window: FourierFrames.hann(320))
    private let convolutions: [Convolution]
    private let judge: QualityTransformer

    /// - Throws: `WeightsError` where a weight is missing or has another shape.
    package init(_ weights: NamedTensors) throws(WeightsError) {
        let channels = [2, 64, 64, 128, 256, 256, 256]
        var convolutions: [Convolution] = []
        for layer in 0..<6 {
            let (from, to) = (channels[layer], channels[layer + 1])
            convolutions.append(
                Convolution(
                    weight: try weights.tensor("cnn.cnn.\(2 * layer).weight", [to, from, 3, 3]),
                    bias: try weights.tensor("cnn.cnn.\(2 * layer).bias", [to]), rowStride: layer == 0 ? 1 : 2,
                    columnStride: layer == 5 ? 2 : 1, padsRows: false, slope: 0.1))
        }
        self.convolutions = convolutions
        judge = try QualityTransformer(weights)
    }

    /// Where windows begin in a clip of so many samples: evenly, at most 1 s apart, so that the last one ends with the clip.
    package static func windowStarts(in count: Int) -> [Int] {
        let over = count - windowLength
        guard over > 0 else { return [0] }
        let hops = (over + longestHop - 1) / longestHop
        let step = 1 / Double(hops)
        return (0...hops).map { $0 == hops ? over : Int(Double($0) * step * Double(over)) }
    }

    /// The score of one window, 1 to 5.
    ///
    /// - Parameter samples: at 16 kHz; fewer than `windowLength` are filled up with zeros, more are cut off.
    package func score(_ samples: ArraySlice<Float>) -> Double {
        var map = spectrogram(samples)
        for convolution in convolutions { map = convolution(map) }
        return 1 + 4 * judge(map)
    }

    /// Real and imaginary parts with their magnitude raised to 0.3, frequency by time.
    private func spectrogram(_ samples: ArraySlice<Float>) -> FeatureMap {
        let window = samples.prefix(Self.windowLength)
        let peak = window.reduce(Float(0)) { max($0, abs($1)) } + 1e-8
        let margin = 80
        var padded = [Float](repeating: 0, count: Self.windowLength + 2 * margin)
        for (index, sample) in window.enumerated() { padded[margin + index] = sample / peak }
        for index in 0..<margin {
            padded[margin - 1 - index] = padded[margin + 1 + index]
            padded[margin + Self.windowLength + index] = padded[margin + Self.windowLength - 2 - index]
        }
        let (frames, bins) = (Self.windowLength / 160, spectra.bins)
        let values = spectra(padded, frames: frames, hop: 160)
        let map = FeatureMap(rows: bins, columns: frames, channels: 2)
        for bin in 0..<bins {
            let row = map.row(bin)
            for frame in 0..<frames {
                let (real, imaginary) = (values[frame * 2 * bins + bin], values[frame * 2 * bins + bins + bin])
                let magnitude = max((real * real + imaginary * imaginary).squareRoot(), 1e-12)
                let gain = pow(magnitude, 0.3) / magnitude
                (row[2 * frame], row[2 * frame + 1]) = (gain * real, gain * imaginary)
            }
        }
        return map
    }
}
