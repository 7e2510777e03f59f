import Catalogs

/// Mean difference of neighbouring periods in height over the mean height: a description of the voice, never of its quality.
struct Shimmer: Metric {
    static let name = "shimmer"
    static let summary = "Mean difference of neighbouring periods in height over the mean height."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .lower)
    static let needs = Needs.nothing
    static let source = "Praat's manual, Voice 3: shimmer (local) over pulses by cross-correlation"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSpeech()
        guard let value = sound.perturbation.shimmer else { throw Missing(.failed, "no voice: no frame has a pitch") }
        return .value(value)
    }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.flags(against: reference) + sound.pitchFlags
    }
}
