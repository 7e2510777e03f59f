import Catalogs

/// How far loudness varies over the clip: a steady reader is low, a drama high. Missing below 3 s and for silence.
struct LoudnessRange: Metric {
    static let name = "loudness_range"
    static let summary = "Spread between soft and loud passages."
    static let version = 1
    static let scale = Scale(unit: "LU", in: (0, nil), better: .neutral)
    static let needs = Needs.nothing
    static let source = "EBU Tech 3342, 3 s windows every second as in libebur128 1.2.6"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSamples()
        return .value(try sound.loudness.range())
    }
}
