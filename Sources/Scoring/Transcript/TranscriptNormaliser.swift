/// Brings what was asked for and what was heard to one form, so that "$5.50" meets "five dollars and fifty cents".
///
/// Signs and digits become the tokens that speech would give; then numbers in words become digits. Both sides go through the
/// same rules, in the same order. English only; words of other scripts are kept as they are.
package enum TranscriptNormaliser {
    /// Changes with every rule that can change a rate.
    package static let version = 1

    /// The canonical words in order. Takes time and memory in proportion to the text.
    package static func words(_ text: String) -> [NormalisedWord] {
        let characters = Array(text)
        var tokens = TranscriptLexer.tokens(of: characters)
        for rule in rules { tokens = rule(tokens) }
        return tokens.flatMap { token in
            let source = String(characters[token.stretch])
            let words = token.number?.words ?? [AmericanSpelling.of(token.text)]
            return words.filter { !$0.isEmpty }.map { NormalisedWord(text: $0, source: source, stretch: token.stretch) }
        }
    }

    /// Abbreviations before numbers, since "No. 5" and "Jan. 5" need their number; units and money after them.
    private static let rules: [@Sendable ([SpokenToken]) -> [SpokenToken]] = [
        withoutFillers, RomanNumerals.read, Abbreviations.read, Contractions.read, Currencies.magnitudes, NumberWords.read,
        Fractions.read, NumberPhrases.read, NumberRuns.read, Abbreviations.readPhrases, Currencies.read, MeasuringUnits.read,
        CalendarDates.read,
    ]

    private static let fillers: Set<String> = [
        "um", "umm", "uh", "uhh", "uhm", "er", "erm", "hmm", "hm", "mhm",
    ]

    private static func withoutFillers(_ tokens: [SpokenToken]) -> [SpokenToken] {
        tokens.rewritten { tokens, at in
            fillers.contains(tokens[at].text) && tokens[at].letterCase != .capitals ? Rewrite(length: 1, tokens: []) : nil
        }
    }
}
