import Catalogs

/// A constant under the sound: lost headroom, and a click at every cut. Full scale is 1; the sign says which way.
struct DCOffset: Metric {
    static let name = "dc_offset"
    static let summary = "Mean of the samples; of the channel where it is farthest from 0."
    static let version = 1
    static let scale = Scale(unit: "", in: (nil, nil), better: .neutral)
    static let needs = Needs.nothing
    static let source = "Σx / n; 0 is ideal, |value| is what matters"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSamples()
        let means = sound.levels.means
        return .value(means.reduce(0) { abs($1) > abs($0) ? $1 : $0 })
    }
}
