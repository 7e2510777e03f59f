import Catalogs

/// How far the spectral envelopes of two readings of the same words are apart.
struct MelCepstralDistortion: Metric {
    static let name = "mcd"
    static let summary = "Mel-cepstral distortion to a recording of the same words, in dB; time-warped, equal bandwidth."
    static let version = 1
    static let scale = Scale(unit: "dB", in: (0, nil), better: .lower)
    static let needs = Needs.reference
    static let source = "Kubichek, IEEE Pacific Rim Conf. 1993; CheapTrick (Morise 2015), mel-cepstrum of order 24, α 0.42, c0 left out"

    private let comparison: SpokenComparison

    init(options: inout Options) { comparison = SpokenComparison(options: &options) }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.flags(against: reference) + [comparison.settings]
    }

    func measure(_ sound: AudioAnalysis, against reference: AudioAnalysis?) throws -> Measurement {
        .value(try sound.spokenPair(reference, comparison).melCepstralDistortion)
    }
}
