import Catalogs

/// The peak that a converter will make of the samples; above 0 it clips. Missing for silence.
struct TruePeak: Metric {
    static let name = "true_peak"
    static let summary = "Highest peak at and between the samples."
    static let version = 1
    static let scale = Scale(unit: "dBTP", in: (nil, nil), better: .neutral)
    static let needs = Needs.nothing
    static let source = "ITU-R BS.1770-5 Annex 2, interpolated as in libebur128 1.2.6"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSound()
        return .value(PortableMath.decibels(amplitude: Double(sound.truePeak)))
    }
}
