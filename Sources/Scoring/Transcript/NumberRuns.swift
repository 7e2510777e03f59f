/// Small numbers in a row that make one: years ("nineteen ninety nine"), times ("three thirty"), telephone numbers.
enum NumberRuns {
    static func read(_ tokens: [SpokenToken]) -> [SpokenToken] { tokens.rewritten(by: leadingPoint).rewritten(by: run) }

    /// ".25" and "point two five" are both "point" and the digits.
    private static func leadingPoint(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard tokens.word(at) == "point", tokens.gap(at + 1) <= .space else { return nil }
        guard let run = NumberPhrases.decimals([tokens[at].replaced(by: "point", gap: .glued)] + tokens[(at + 1)...].prefix(40), 0)
        else { return nil }
        let number = SpokenNumber(whole: "0", decimals: run.digits, isClosed: true)
        return Rewrite(length: run.end, tokens: [.over(tokens[at..<at + run.end], number: number)])
    }

    private static func run(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        // The day after a month is a number of its own: "May five twenty twenty".
        let isDay = CalendarDates.isMonth(tokens.word(at - 1)) && (tokens.number(at)?.value ?? 99) <= 31
        guard !isDay, !isContinued(tokens, at) else { return nil }
        var parts: [SpokenNumber] = []
        var end = at
        while let part = part(tokens, end, isFirst: end == at) {
            parts.append(part)
            end += 1
            guard part.ending == .none else { break }
        }
        guard parts.count > 1 else { return nil }
        let over = tokens[at..<end]
        if let pair = pair(parts) { return Rewrite(length: parts.count, tokens: [.over(over, number: pair)]) }
        let digits = parts.map(\.whole).joined()
        if parts.allSatisfy({ $0.ending == .none }), digits.utf8.count >= 5 {
            return Rewrite(length: parts.count, tokens: [.over(over, number: SpokenNumber(whole: digits, isClosed: true))])
        }
        return Rewrite(length: parts.count, tokens: zip(over, parts).map { $0.replaced(by: $1) })
    }

    /// A part of a run that an earlier place has already looked at and left alone would be read twice.
    private static func isContinued(_ tokens: [SpokenToken], _ at: Int) -> Bool {
        NumberWords.isOh(tokens.word(at)) && tokens.number(at - 1) != nil && tokens.gap(at) <= .space
    }

    private static func part(_ tokens: [SpokenToken], _ at: Int, isFirst: Bool) -> SpokenNumber? {
        guard isFirst || tokens.gap(at) <= .space else { return nil }
        if let number = tokens.number(at) {
            let isEnd = number.ending == .decade && !isFirst
            return number.isPart && (number.ending == .none || isEnd) ? number : nil
        }
        guard NumberWords.isOh(tokens.word(at)), let next = tokens.number(at + 1), next.isPart, tokens.gap(at + 1) <= .space else {
            return nil
        }
        // "oh" alone is no number: only between numbers, or before a row of digits.
        let opensRow = tokens.number(at + 2)?.isPart == true && tokens.gap(at + 2) <= .space && next.whole.utf8.count == 1
        return isFirst && !opensRow ? nil : SpokenNumber(whole: "0", isSpelt: true)
    }

    /// "nineteen ninety nine", "three thirty", "nineteen oh five", "nineteen eighties"
    private static func pair(_ parts: [SpokenNumber]) -> SpokenNumber? {
        guard let first = parts[0].value, first > 0, let last = parts.last else { return nil }
        let isOhPair = parts.count == 3 && parts[1].whole == "0" && parts[1].isSpelt && last.whole.utf8.count == 1
        let isPair = parts.count == 2 && last.whole.utf8.count == 2
        guard isPair || isOhPair else { return nil }
        return SpokenNumber(whole: parts.map(\.whole).joined(), ending: last.ending, isClosed: true)
    }
}
