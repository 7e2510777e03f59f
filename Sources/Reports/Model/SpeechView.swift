import Pipeline
import Scoring

/// What a recogniser heard, beside what should be said.
struct SpeechView {
    struct Word {
        /// One of `same`, `differs`, `missing`, `added`.
        let kind: String
        let said: ShownText
        let heard: ShownText
        let isSame: Bool
    }

    let summary: ShownText
    let heard: ShownText
    let words: [Word]
    let hasErrors: Bool

    /// Beyond this a transcript is not shown word by word.
    private static let mostWords = 400

    init(_ speech: HeardSpeech) {
        let errors = speech.words.errors
        let rate = speech.words.rate.map { " (\(Quantity.percent($0)))" } ?? ""
        summary = ShownText("\(errors == 0 ? "all" : "\(errors) wrong of") \(speech.words.units) words\(errors == 0 ? " heard" : rate)")
        heard = ShownText(speech.heard, limit: 2000)
        words = speech.alignment.prefix(Self.mostWords).map { word in
            Word(
                kind: Self.kind(word.kind), said: ShownText(word.said, limit: 80), heard: ShownText(word.heard, limit: 80),
                isSame: word.kind == .same)
        }
        hasErrors = errors > 0
    }

    private static func kind(_ kind: AlignedWord.Kind) -> String {
        switch kind {
        case .same: "same"
        case .substituted: "differs"
        case .deleted: "missing"
        case .inserted: "added"
        }
    }
}
