/// One word of a transcript in the canonical form that writing and speech share.
package struct NormalisedWord: Sendable, Hashable {
    /// What is compared: lower case, no accents, numbers in digits ("twenty-first" is "21th").
    package let text: String
    /// The stretch of the original text it came from, for display; words can share one ("don't" gives two).
    package let source: String
    /// The stretch as offsets in Characters of the original text.
    let stretch: Range<Int>

    /// A word and where it stood.
    init(text: String, source: String, stretch: Range<Int>) {
        self.text = text
        self.source = source
        self.stretch = stretch
    }
}
