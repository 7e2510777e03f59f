import Catalogs

/// Share of the 10 ms frames that have a pitch, 0 to 1: a description of the voice, never of its quality.
struct VoicedFraction: Metric {
    static let name = "voiced_fraction"
    static let summary = "Share of the 10 ms frames that have a pitch, 0 to 1."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, 1), better: .neutral)
    static let needs = Needs.nothing
    static let source = "Boersma, IFA Proceedings 17 (1993): autocorrelation, path of least cost"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSpeech()
        guard let value = sound.pitch.voicedFraction else { throw Missing(.failed, "no voice: no frame has a pitch") }
        return .value(value)
    }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.flags(against: reference) + sound.pitchFlags
    }
}
