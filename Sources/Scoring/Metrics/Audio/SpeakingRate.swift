import Catalogs

/// How fast the words are said: a voice that skips, cuts off or repeats text is out of the usual range.
struct SpeakingRate: Metric {
    static let name = "speaking_rate"
    static let summary = "Characters of the text for each second that is not silent; 11 to 17 is usual in English."
    static let version = 1
    static let scale = Scale(unit: "char/s", in: (0, nil), better: .neutral)
    static let needs = Needs.transcript
    static let source = "characters of the text over the seconds of 20 ms frames that are not silent"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        let pauses = try sound.framedPauses()
        let characters = (sound.task.said ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ").count
        guard characters > 0 else { throw Missing(.unavailable, "needs a transcript: the text is empty") }
        let sounding = pauses.frames - pauses.silentFrames
        guard sounding > 0 else { throw Missing(.failed, "silent") }
        return .value(Double(characters) / (Double(sounding) * 0.02))
    }
}
