import Catalogs

/// The highest stored sample; float files may lie above 0. Missing for silence.
struct SamplePeak: Metric {
    static let name = "sample_peak"
    static let summary = "Largest magnitude of any sample."
    static let version = 1
    static let scale = Scale(unit: "dBFS", in: (nil, nil), better: .neutral)
    static let needs = Needs.nothing
    static let source = "20 log10 max|x| over all channels"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSound()
        return .value(PortableMath.decibels(amplitude: Double(sound.samplePeak)))
    }
}
