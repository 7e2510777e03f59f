import Catalogs

/// The loudest phrase, ungated. Missing below 3 s and for silence.
struct MaxShortTerm: Metric {
    static let name = "max_short_term"
    static let summary = "Highest loudness of any 3 s."
    static let version = 1
    static let scale = Scale(unit: "LUFS", in: (nil, nil), better: .neutral)
    static let needs = Needs.nothing
    static let source = "EBU Tech 3341, short-term loudness, stepped by 10 ms"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSamples()
        return .value(try sound.loudness.highestShortTerm())
    }
}
