/// Cuts a text into words, numbers and signs, each with the place it came from.
struct TranscriptLexer {
    let glyphs: [TranscriptGlyph]
    var at = 0
    var tokens: [SpokenToken] = []
    /// The strongest separator since the last token.
    private var gap = TokenGap.stop

    private init(_ glyphs: [TranscriptGlyph]) { self.glyphs = glyphs }

    static func tokens(of characters: [Character]) -> [SpokenToken] {
        var lexer = TranscriptLexer(TranscriptGlyphs.folded(characters))
        while lexer.at < lexer.glyphs.count { lexer.readNext() }
        return lexer.tokens
    }

    private mutating func readNext() {
        let glyph = glyphs[at]
        if glyph.isDigit {
            readDigits()
        } else if glyph.isLetter {
            readWord()
        } else {
            readSign()
        }
    }

    /// The scalar there; a space outside.
    func peek(_ place: Int) -> Unicode.Scalar { glyphs.indices.contains(place) ? glyphs[place].scalar : " " }

    func isDigit(_ place: Int) -> Bool { glyphs.indices.contains(place) && glyphs[place].isDigit }

    func isLetter(_ place: Int) -> Bool { glyphs.indices.contains(place) && glyphs[place].isLetter }

    mutating func raise(_ separator: TokenGap) { gap = max(gap, separator) }

    /// Adds a token for the glyphs from `start` to `end`.
    mutating func emit(_ text: String, from start: Int, to end: Int, number: SpokenNumber? = nil, letterCase: LetterCase = .lower) {
        let stretch = glyphs[start].offset..<glyphs[end - 1].offset + 1
        tokens.append(
            SpokenToken(text: text, number: number, stretch: stretch, gap: gap, letterCase: letterCase, isDotted: peek(end) == "."))
        gap = .glued
    }

    private mutating func readWord() {
        let start = at
        if let end = acronymEnd() {
            at = end
            let text = String(String.UnicodeScalarView(glyphs[start..<end].map(\.scalar).filter { $0 != "." }))
            return emit(text, from: start, to: end, letterCase: letterCase(start, end))
        }
        while isLetter(at) || (peek(at) == "'" && isLetter(at + 1)) { at += 1 }
        let text = String(String.UnicodeScalarView(glyphs[start..<at].map(\.scalar)))
        emit(text, from: start, to: at, letterCase: letterCase(start, at))
        if isDomain(at) {
            emit("dot", from: at, to: at + 1)
            at += 1
        }
    }

    /// Where an abbreviation with full stops ends: "U.S.A.", "e.g.", "Ph.D."; nil where none begins.
    private func acronymEnd() -> Int? {
        var place = peek(at) == "p" && peek(at + 1) == "h" && peek(at + 2) == "." ? at + 1 : at
        var letters = 0
        while isLetter(place), peek(place + 1) == "." {
            letters += 1
            place += 2
        }
        if letters > 0, isLetter(place), !isLetter(place + 1), peek(place + 1) != "'" {
            letters += 1
            place += 1
        }
        return letters >= 2 ? place : nil
    }

    private func letterCase(_ start: Int, _ end: Int) -> LetterCase {
        guard glyphs[start].isUpper else { return .lower }
        return glyphs[start..<end].allSatisfy { $0.isUpper || !$0.isLetter } ? .capitals : .capitalised
    }

    /// Whether a full stop is said "dot": ".com" and its kin.
    private func isDomain(_ place: Int) -> Bool {
        guard peek(place) == ".", isLetter(place + 1) else { return false }
        var end = place + 1
        var name = String.UnicodeScalarView()
        while isLetter(end), end - place <= 4 {
            name.append(glyphs[end].scalar)
            end += 1
        }
        return !isLetter(end) && Self.domains.contains(String(name))
    }

    private static let domains: Set<String> = ["com", "org", "net", "edu", "gov", "io", "co", "uk", "ai", "dev", "app", "eu", "de"]
}
