/// "don't" is "do not", "it's" is "it is"; the possessive 's only loses its apostrophe.
enum Contractions {
    static func read(_ tokens: [SpokenToken]) -> [SpokenToken] {
        tokens.rewritten { tokens, at in
            guard let word = tokens.word(at) else { return nil }
            if let words = whole[word] { return rewrite(tokens[at], words) }
            guard word.utf8.contains(UInt8(ascii: "'")) else { return nil }
            return rewrite(tokens[at], parts(word, before: tokens.word(at + 1) ?? ""))
        }
    }

    private static func rewrite(_ token: SpokenToken, _ words: [String]) -> Rewrite {
        let tokens = words.enumerated().map { token.replaced(by: $0.element, gap: $0.offset == 0 ? nil : .space) }
        return Rewrite(length: 1, tokens: tokens)
    }

    private static let whole: [String: [String]] = [
        "can't": ["can", "not"], "cannot": ["can", "not"], "won't": ["will", "not"], "shan't": ["shall", "not"], "let's": ["let", "us"],
        "y'all": ["you", "all"], "gonna": ["going", "to"], "wanna": ["want", "to"], "gotta": ["got", "to"], "gimme": ["give", "me"],
        "lemme": ["let", "me"], "kinda": ["kind", "of"], "alright": ["all", "right"], "dont": ["do", "not"], "didnt": ["did", "not"],
        "doesnt": ["does", "not"], "isnt": ["is", "not"], "ok": ["okay"], "till": ["until"], "til": ["until"],
        "etc": ["et", "cetera"], "etcetera": ["et", "cetera"], "eg": ["for", "example"], "ie": ["that", "is"],
    ]
    private static let endings = ["re": "are", "ve": "have", "ll": "will", "m": "am"]
    private static let pronouns: Set<String> = [
        "it", "he", "she", "that", "this", "what", "who", "there", "here", "where", "how", "when", "why", "everything", "nothing",
        "someone", "everyone",
    ]

    private static func parts(_ word: String, before next: String) -> [String] {
        guard let mark = word.lastIndex(of: "'") else { return [word] }
        let stem = String(word[..<mark]), ending = String(word[word.index(after: mark)...])
        if ending == "t", stem.hasSuffix("n"), stem != "n", stem != "ain" { return open(String(stem.dropLast()), next) + ["not"] }
        if let verb = endings[ending] { return open(stem, next) + [verb] }
        if ending == "d" { return open(stem, next) + [next == "better" || next == "been" ? "had" : "would"] }
        if ending == "s", pronouns.contains(stem) { return [stem, next == "been" || next == "got" ? "has" : "is"] }
        return [word.filter { $0 != "'" }]
    }

    /// A stem that may be a contraction itself: "shouldn't've".
    private static func open(_ stem: String, _ next: String) -> [String] {
        // Hostile chains of apostrophes must not recurse without end.
        guard stem.utf8.count < 40 else { return [stem.filter { $0 != "'" }] }
        return whole[stem] ?? (stem.utf8.contains(UInt8(ascii: "'")) ? parts(stem, before: next) : [stem])
    }
}
