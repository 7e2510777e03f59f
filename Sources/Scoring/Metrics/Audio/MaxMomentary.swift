import Catalogs

/// The loudest syllable, ungated. Missing below 400 ms and for silence.
struct MaxMomentary: Metric {
    static let name = "max_momentary"
    static let summary = "Highest loudness of any 400 ms."
    static let version = 1
    static let scale = Scale(unit: "LUFS", in: (nil, nil), better: .neutral)
    static let needs = Needs.nothing
    static let source = "EBU Tech 3341, momentary loudness, stepped by 10 ms"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSamples()
        return .value(try sound.loudness.highestMomentary())
    }
}
