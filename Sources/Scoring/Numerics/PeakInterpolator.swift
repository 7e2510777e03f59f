import CKernels

/// Low-pass filter that finds the peaks between samples.
///
/// ITU-R BS.1770-5 Annex 2 asks for four times oversampling and prints one 48-tap filter as an example. This one is the
/// 49-tap sinc under a Hann window of libebur128 1.2.6: as long, exact at the samples themselves, and flatter near the Nyquist
/// frequency, where the printed one reads up to 1.2 dB more.
package struct PeakInterpolator: Sendable {
    /// Samples that one interpolated value rests on.
    package let length: Int
    /// Most by which an interpolated value can exceed the largest sample under the filter, as a ratio.
    package let highestGain: Float
    private let phases: Int
    private let taps: [Float]

    /// Four times oversampling below 96 kHz, twice below 192 kHz; nil above, where the samples are dense enough.
    package init?(sampleRate: Int) {
        guard sampleRate < 192_000 else { return nil }
        let factor = sampleRate < 96_000 ? 4 : 2
        // Phase 0 is the samples themselves.
        let filters = (1..<factor).map { phase in
            stride(from: phase, to: 49, by: factor).map { Self.tap($0, factor: factor) }
        }
        phases = filters.count
        length = filters[0].count
        taps = filters.flatMap { $0.map(Float.init) }
        // A hair above the sum, for the rounding of the filter itself.
        highestGain = Float(filters.map { $0.reduce(0) { $0 + abs($1) } }.reduce(0, max) * 1.0001)
    }

    private static func tap(_ index: Int, factor: Int) -> Double {
        let position = Double(index - 24) / Double(factor)
        let window = 0.5 - 0.5 * PortableMath.cosineAndSine(turns: Double(index) / 48).cosine
        let sine = PortableMath.cosineAndSine(turns: position / 2).sine
        return window * (position == 0 ? 1 : sine / (.pi * position))
    }

    /// Largest magnitude among the values interpolated from each `length` neighbours of `row`.
    ///
    /// - Precondition: `row` holds `count` + `length` − 1 samples.
    package func peak(_ row: UnsafePointer<Float>, count: Int) -> Float {
        ck_interpolated_peak(row, taps, phases, length, count)
    }
}
