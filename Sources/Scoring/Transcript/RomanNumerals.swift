/// "Henry VIII" is "Henry the eighth", "World War II" is "World War two"; only in capitals and after such words.
enum RomanNumerals {
    static func read(_ tokens: [SpokenToken]) -> [SpokenToken] {
        tokens.rewritten { tokens, at in
            guard tokens[at].letterCase == .capitals, let value = values[tokens[at].text], tokens.gap(at) == .space else { return nil }
            let before = tokens.word(at - 1) ?? ""
            if rulers.contains(before) {
                let ordinal = tokens[at].replaced(by: SpokenNumber(whole: String(value), ending: .ordinal))
                return Rewrite(length: 1, tokens: [tokens[at].replaced(by: "the"), ordinal])
            }
            guard numbered.contains(before) else { return nil }
            return Rewrite(length: 1, tokens: [tokens[at].replaced(by: SpokenNumber(whole: String(value), isSpelt: true))])
        }
    }

    private static let values = [
        "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12, "xiii": 13,
        "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20,
    ]
    private static let rulers: Set<String> = [
        "henry", "louis", "george", "edward", "elizabeth", "charles", "james", "richard", "william", "john", "paul", "benedict",
        "pius", "philip", "frederick", "catherine", "nicholas", "alexander", "napoleon", "mary", "leo", "ferdinand", "ramses",
    ]
    private static let numbered: Set<String> = [
        "war", "chapter", "part", "act", "volume", "book", "phase", "type", "section", "mark", "figure", "bowl", "level", "class",
        "stage", "scene", "article", "title",
    ]
}
