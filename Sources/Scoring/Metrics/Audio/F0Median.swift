import Catalogs

/// Median pitch of the voiced frames, in Hz: a description of the voice, never of its quality.
struct F0Median: Metric {
    static let name = "f0_median"
    static let summary = "Median pitch of the voiced frames, in Hz; autocorrelation, 75 to 600 Hz."
    static let version = 1
    static let scale = Scale(unit: "Hz", in: (0, nil), better: .neutral)
    static let needs = Needs.nothing
    static let source = "Boersma, IFA Proceedings 17 (1993): autocorrelation, path of least cost"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSpeech()
        guard let value = sound.pitch.median else { throw Missing(.failed, "no voice: no frame has a pitch") }
        return .value(value)
    }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.flags(against: reference) + sound.pitchFlags
    }
}
