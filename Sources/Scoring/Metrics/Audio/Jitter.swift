import Catalogs

/// Mean difference of neighbouring periods of the voice over the mean period: a description of the voice, never of its quality.
struct Jitter: Metric {
    static let name = "jitter"
    static let summary = "Mean difference of neighbouring periods of the voice over the mean period."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .lower)
    static let needs = Needs.nothing
    static let source = "Praat's manual, Voice 2: jitter (local) over pulses by cross-correlation"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSpeech()
        guard let value = sound.perturbation.jitter else { throw Missing(.failed, "no voice: no frame has a pitch") }
        return .value(value)
    }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.flags(against: reference) + sound.pitchFlags
    }
}
