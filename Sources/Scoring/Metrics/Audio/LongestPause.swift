import Catalogs

/// A gap inside the speech; long ones are hesitations, or text that was swallowed. 0 where no pause exceeds 200 ms.
struct LongestPause: Metric {
    static let name = "longest_pause"
    static let summary = "Longest silence between two sounds."
    static let version = 1
    static let scale = Scale(unit: "s", in: (0, nil), better: .lower)
    static let needs = Needs.nothing
    static let source = "silent 20 ms frames between sounds, longer than 200 ms; lead and tail do not count"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        let pauses = try sound.framedPauses()
        guard pauses.silentFrames < pauses.frames else { throw Missing(.failed, "silent") }
        return .value(pauses.longest)
    }
}
