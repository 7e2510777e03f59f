import Catalogs
import Media

/// Up to where there is sound at all; well below half the sample rate the clip was up-sampled or band-limited.
struct Bandwidth: Metric {
    static let name = "bandwidth"
    static let summary = "Highest frequency within 60 dB of the strongest."
    static let version = 1
    static let scale = Scale(unit: "Hz", in: (0, nil), better: .higher)
    static let needs = Needs.nothing
    static let source = "highest bin of three in a row within 60 dB of the peak; mean power, 1024/512 periodic Hann, mono mix"

    /// 60 dB as a power ratio.
    private static let range = 1e-6
    private static let run = 3
    /// The first bins hold the leakage of a constant offset, which must not pass for the peak.
    private static let firstBin = 2
    /// What the transform makes of a constant beyond those bins, as a power ratio.
    private static let rounding = 1e-20

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement { .value(try Self.highest(in: sound)) }

    /// In Hz.
    static func highest(in sound: AudioAnalysis) throws -> Double {
        try sound.requireSound()
        guard let spectrum = sound.longTermSpectrum else { throw Missing(.failed, "shorter than one frame of 1024 samples") }
        let peak = spectrum[firstBin...].reduce(0, max)
        guard peak > rounding * spectrum.reduce(0, max) else { throw Missing(.failed, "nothing but a constant") }
        let floor = range * peak
        let top = spectrum.indices.last { bin in
            bin >= run - 1 && spectrum[bin - run + 1...bin].allSatisfy { $0 >= floor }
        }
        guard let top else { throw Missing(.failed, "no three neighbouring frequencies within 60 dB of the peak") }
        return Double(top) * Double(sound.clip.sampleRate) / 1024
    }
}
