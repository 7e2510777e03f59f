import Catalogs
import Media

/// Cut-off peaks, heard as crackle, at whatever level the clip was saved afterwards. A constant is one flat top and reads 1, so
/// that only a high true peak beside it means damage; silence has no maximum to be cut off at and reads 0.
struct Clipping: Metric {
    static let name = "clipping"
    static let summary = "Share of samples in flat tops at the clip's own maximum."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, 1), better: .lower)
    static let needs = Needs.nothing
    static let source = "samples in runs of at least 3 with |x| ≥ (1 − 1e-4) max|x|, over all samples of all channels"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSamples(atLeast: PeakRuns.shortestRun, "shorter than a run of 3 samples")
        return .value(Double(sound.peakRuns.samplesInRuns) / Double((sound.clip.frames * sound.clip.channels)))
    }
}
