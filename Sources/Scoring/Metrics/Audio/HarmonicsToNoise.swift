import Catalogs

/// Harmonics-to-noise ratio of the voice, in dB: a description of the voice, never of its quality.
struct HarmonicsToNoise: Metric {
    static let name = "hnr"
    static let summary = "Harmonics-to-noise ratio of the voice, in dB."
    static let version = 1
    static let scale = Scale(unit: "dB", in: (nil, nil), better: .higher)
    static let needs = Needs.nothing
    static let source = "Boersma, IFA Proceedings 17 (1993): cross-correlation, 10 ms, 75 Hz, silence 0.1"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSpeech()
        guard let value = sound.harmonicity else { throw Missing(.failed, "no voice: no frame has a pitch") }
        return .value(value)
    }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.flags(against: reference) + sound.pitchFlags
    }
}
