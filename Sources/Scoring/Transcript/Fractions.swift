/// "one half", "two thirds", "three quarters", "two and a half".
enum Fractions {
    static func read(_ tokens: [SpokenToken]) -> [SpokenToken] { tokens.rewritten(by: simple).rewritten(by: mixed) }

    private static func simple(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        let isArticle = tokens.word(at) == "a"
        guard let above = isArticle ? 1 : tokens.number(at)?.cardinal, above > 0, above < 100 else { return nil }
        guard tokens.gap(at + 1) <= .space, let below = denominator(tokens, at + 1, isOne: above == 1) else { return nil }
        return Rewrite(length: 2, tokens: [.over(tokens[at..<at + 2], text: "\(above)/\(below)")])
    }

    private static func denominator(_ tokens: [SpokenToken], _ at: Int, isOne: Bool) -> Int? {
        if let word = tokens.word(at) {
            let named = isOne ? ["half": 2, "quarter": 4] : ["halves": 2, "quarters": 4, "hundredths": 100, "thousandths": 1000]
            return named[word]
        }
        guard let number = tokens.number(at), let value = number.value, value > 2 else { return nil }
        return number.ending == (isOne ? .ordinal : .ordinals) ? value : nil
    }

    /// "two and a half" is also written 2.5; other mixed fractions lose their "and".
    private static func mixed(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard let number = tokens.number(at), number.cardinal != nil, !number.isClosed else { return nil }
        let place = tokens.word(at + 1) == "and" ? at + 2 : at + 1
        guard place < tokens.count, tokens[place].isFraction, tokens.gap(at + 1) <= .space, tokens.gap(place) <= .space else { return nil }
        guard tokens[place].text == "1/2" else { return Rewrite(length: place + 1 - at, tokens: [tokens[at], tokens[place]]) }
        var half = number
        half.decimals = "5"
        return Rewrite(length: place + 1 - at, tokens: [.over(tokens[at...place], number: half)])
    }
}
