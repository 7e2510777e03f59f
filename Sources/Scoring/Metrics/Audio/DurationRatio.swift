import Catalogs
import Media

/// How long a recording is beside its reference.
struct DurationRatio: Metric {
    static let name = "duration_ratio"
    static let summary = "Length over the length of the reference, the longer over the shorter: 1 is equal."
    static let version = 1
    static let scale = Scale(unit: "", in: (1, nil), better: .lower)
    static let needs = Needs.reference
    static let source = "max(T / T₀, T₀ / T) of the whole clips"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against reference: AudioAnalysis?) throws -> Measurement {
        guard let reference else { throw Missing(.unavailable, "needs a reference: name the file that this one should equal") }
        try sound.requireSamples()
        try reference.requireSamples()
        let (own, other) = (sound.clip.seconds, reference.clip.seconds)
        return .value(max(own / other, other / own))
    }
}
