import Catalogs

/// How much of the clip is pause, lead and tail. Silence reads 1.
struct SilenceRatio: Metric {
    static let name = "silence_ratio"
    static let summary = "Share of 20 ms frames that are silent."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, 1), better: .lower)
    static let needs = Needs.nothing
    static let source = "frames below max(−60 dBFS, 95th percentile − 40 dB), RMS of the mono mix"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        let pauses = try sound.framedPauses()
        return .value(Double(pauses.silentFrames) / Double(pauses.frames))
    }
}
