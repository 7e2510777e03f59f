import Catalogs

/// How many of the characters that should be said are not heard.
struct CharacterErrorRate: Metric {
    static let name = "cer"
    static let summary = "Characters of the text that are not heard, or heard otherwise, per character; by a recogniser."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .lower)
    static let needs = Needs.transcript
    static let source = "(S + D + I) / N of the characters of the normalised text; heard by Whisper tiny.en (arXiv 2212.04356)"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        let words = try sound.wordErrors.get()
        let errors = CharacterErrors(said: sound.task.said ?? "", heard: try sound.transcript.get())
        guard let rate = errors.rate else { throw Missing(.unavailable, "needs a transcript: the text is empty") }
        return .value(words.isRunaway ? min(rate, 1) : rate)
    }
}
