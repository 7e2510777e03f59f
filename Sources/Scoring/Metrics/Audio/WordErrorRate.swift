import Catalogs

/// How many of the words that should be said are not heard.
struct WordErrorRate: Metric {
    static let name = "wer"
    static let summary = "Words of the text that are not heard, or heard otherwise, per word; by a recogniser."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .lower)
    static let needs = Needs.transcript
    static let source = "(S + D + I) / N of the normalised words, Levenshtein; heard by Whisper tiny.en (arXiv 2212.04356)"

    init(options: inout Options) {}

    /// A transcript of more than twice the words is made up, and counts as all wrong.
    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        guard let rate = try sound.wordErrors.get().cappedRate else { throw Missing(.unavailable, "needs a transcript: the text is empty") }
        return .value(rate)
    }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        guard let errors = try? sound.wordErrors.get() else { return sound.flags(against: reference) }
        var flags = sound.flags(against: reference)
        flags.append("heard by \(sound.task.transcriber.name), normaliser \(errors.normaliserVersion)")
        if errors.isRunaway { flags.append("made up: \(errors.heardWords) words heard for \(errors.words) said, counted as all wrong") }
        if errors.isUpperBound { flags.append("too long to align in full: an upper bound") }
        return flags
    }
}

extension AudioAnalysis {
    /// - Throws: `Missing` where there is nothing to hear, or the words are in another language than the recogniser's.
    func compareWords() throws -> WordErrors {
        let said = task.said ?? ""
        let letters = said.unicodeScalars.filter { $0.properties.isAlphabetic }
        let latin = letters.count(where: { $0.value < 0x250 })
        guard latin * 2 >= letters.count else {
            throw Missing(.notApplicable, "the words are not English, and the recogniser hears English only")
        }
        try requireSpeech()
        return WordErrors(said: said, heard: try transcript.get())
    }
}
