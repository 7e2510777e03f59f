import Foundation

/// Spectra of overlapping frames as one product with the waves of all frequencies, for lengths that are no power of two.
struct FourierFrames: Sendable {
    let length: Int
    let bins: Int
    /// Windowed cosines, then sines: one column each.
    private let waves: PackedMatrix
    private let silence: [Float]

    /// - Parameter window: `length` weights.
    init(window: [Double]) {
        let length = window.count
        let bins = length / 2 + 1
        var waves: [Float] = []
        for turn in [0.25, 0.0] {
            for bin in 0..<bins {
                waves += window.indices.map { Float(window[$0] * sin(2 * .pi * (turn - Double(bin * $0 % length) / Double(length)))) }
            }
        }
        self.init(waves: waves, bins: bins)
    }

    /// - Parameter waves: 2 × bins rows of as many values as a frame has, real parts first.
    init(waves: [Float], bins: Int) {
        self.bins = bins
        length = waves.count / (2 * bins)
        self.waves = PackedMatrix(turned: waves, columns: 2 * bins)
        silence = [Float](repeating: 0, count: 2 * bins + 32)
    }

    /// Periodic Hann.
    static func hann(_ length: Int) -> [Double] { (0..<length).map { 0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(length)) } }

    /// frames × (bins real parts, bins imaginary parts).
    func callAsFunction(_ samples: UnsafePointer<Float>, frames: Int, hop: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: frames * 2 * bins) { spectra, count in
            guard let start = spectra.baseAddress else { return }
            waves.multiply(.init(start: samples, step: hop, count: frames), bias: silence, into: start, step: 2 * bins)
            count = frames * 2 * bins
        }
    }
}
