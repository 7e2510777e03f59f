import Catalogs

/// How loud the clip is as a whole, pauses left out. Missing below 400 ms and for silence.
struct IntegratedLoudness: Metric {
    static let name = "integrated_loudness"
    static let summary = "Loudness of the whole clip, gated."
    static let version = 1
    static let scale = Scale(unit: "LUFS", in: (nil, nil), better: .neutral)
    static let needs = Needs.nothing
    static let source = "ITU-R BS.1770-5, gated loudness"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSamples()
        return .value(try sound.loudness.integrated())
    }
}
