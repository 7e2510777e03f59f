/// What a clip should say, what a recogniser heard, and how the two go together.
package struct HeardSpeech: Codable, Sendable, Hashable {
    package let said: String
    package let heard: String
    /// Who heard it.
    package let transcriber: String
    /// Of the words as they were compared.
    package let words: ErrorCount
    package let characters: ErrorCount
    /// Word by word, the first 2,000.
    package let alignment: [AlignedWord]

    package init(said: String, heard: String, transcriber: String) {
        self.init(said: said, heard: heard, transcriber: transcriber, errors: WordErrors(said: said, heard: heard))
    }

    init(said: String, heard: String, transcriber: String, errors: WordErrors) {
        self.said = said
        self.heard = heard
        self.transcriber = transcriber
        words = errors.count
        characters = CharacterErrors(said: said, heard: heard).count
        alignment = Array(errors.alignment.prefix(2000))
    }
}
