/// Days of months: "March 3rd", "the third of March" and "3 March" are "march 3".
enum CalendarDates {
    static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]

    static func isMonth(_ word: String?) -> Bool { word.map(months.contains) ?? false }

    static func read(_ tokens: [SpokenToken]) -> [SpokenToken] { tokens.rewritten { monthFirst($0, $1) ?? dayFirst($0, $1) } }

    private static func day(_ tokens: [SpokenToken], _ at: Int) -> Int? {
        guard let number = tokens.number(at), number.ending == .none || number.ending == .ordinal, number.whole.utf8.count <= 2 else {
            return nil
        }
        return number.value.flatMap { (1...31).contains($0) ? $0 : nil }
    }

    private static func monthFirst(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard isMonth(tokens.word(at)) else { return nil }
        let place = tokens.word(at + 1) == "the" ? at + 2 : at + 1
        guard let day = day(tokens, place), tokens.gap(at + 1) <= .space else { return nil }
        let number = SpokenToken.over(tokens[(at + 1)...place], number: SpokenNumber(whole: String(day), isClosed: true))
        return Rewrite(length: place + 1 - at, tokens: [tokens[at], number])
    }

    private static func dayFirst(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        let start = tokens.word(at) == "the" ? at + 1 : at
        guard let day = day(tokens, start), let number = tokens.number(start) else { return nil }
        let hasOf = tokens.word(start + 1) == "of"
        let month = hasOf ? start + 2 : start + 1
        guard let name = tokens.word(month), isMonth(name), tokens.gap(month) <= .space else { return nil }
        // "5 may come", "10 march on": two months are also verbs.
        let isVerb = (name == "may" || name == "march") && !hasOf && number.ending == .none && tokens.number(month + 1) == nil
        guard !isVerb else { return nil }
        let all = tokens[at...month]
        var last = SpokenToken.over(all, number: SpokenNumber(whole: String(day), isClosed: true))
        last.gap = .space
        return Rewrite(length: month + 1 - at, tokens: [.over(all, text: name), last])
    }
}
