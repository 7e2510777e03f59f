/// "two thousand and twenty-four", "5.5 million", "twelve hundred", "three point one four": phrases that are one number.
struct NumberPhrases {
    private let tokens: [SpokenToken]

    static func read(_ tokens: [SpokenToken]) -> [SpokenToken] {
        let phrases = NumberPhrases(tokens: tokens)
        return tokens.rewritten { tokens, at in
            guard let phrase = phrases.phrase(at), phrase.end > at + 1 else { return nil }
            return Rewrite(length: phrase.end - at, tokens: [.over(tokens[at..<phrase.end], number: phrase.number)])
        }
    }

    private struct Phrase {
        var number: SpokenNumber
        var end: Int
    }

    private static let magnitudes = ["thousand": 3, "million": 6, "billion": 9, "trillion": 12]

    private func magnitude(_ at: Int) -> (power: Int, ending: SpokenNumber.Ending)? {
        guard let word = tokens.word(at), tokens.gap(at) <= .space else { return nil }
        if let power = Self.magnitudes[word] { return (power, .none) }
        guard word.hasSuffix("th"), let power = Self.magnitudes[String(word.dropLast(2))] else { return nil }
        return (power, .ordinal)
    }

    private func phrase(_ at: Int) -> Phrase? {
        guard var result = group(at) else { return nil }
        guard result.number.ending == .none, let first = magnitude(result.end) else { return result }
        var last = first.power
        result.number = result.number.shifted(by: last)
        result.number.isClosed = true
        result.number.ending = first.ending
        result.end += 1
        while result.number.ending == .none, let sum = result.number.value, sum % 1000 == 0, let next = rest(result.end, below: last) {
            guard let value = next.number.value else { break }
            result.number.whole = String(sum + value)
            result.number.ending = next.number.ending
            result.end = next.end
            guard let power = next.power else { break }
            last = power
        }
        return result
    }

    /// What is added after a magnitude: something smaller, with its own magnitude or none.
    private func rest(_ at: Int, below last: Int) -> (number: SpokenNumber, end: Int, power: Int?)? {
        let start = tokens.word(at) == "and" ? at + 1 : at
        guard tokens.gap(at) <= .comma, tokens.gap(start) <= .comma, let next = group(start, isWithPoint: false) else { return nil }
        guard let value = next.number.value, value < 1000 else { return nil }
        if next.number.ending == .none, let own = magnitude(next.end) {
            guard own.power < last else { return nil }
            var number = next.number.shifted(by: own.power)
            number.ending = own.ending
            return (number, next.end + 1, own.power)
        }
        // "two thousand, three people" are two numbers.
        let hasHundred = next.end > start + 1
        guard next.number.isSpelt || hasHundred, hasHundred || tokens.gap(at) <= .space else { return nil }
        return (next.number, next.end, nil)
    }

    /// A number below a thousand, or one in digits.
    private func group(_ at: Int, isWithPoint: Bool = true) -> Phrase? {
        guard var result = hundreds(at) else { return nil }
        if isWithPoint, let decimals = decimals(after: result) { result = decimals }
        return result
    }

    private func hundreds(_ at: Int) -> Phrase? {
        let isArticle = tokens.word(at) == "a" && tokens.gap(at + 1) <= .space
        let next = tokens.word(at + 1)
        if isArticle, magnitude(at + 1) != nil { return Phrase(number: SpokenNumber(whole: "1", isSpelt: true), end: at + 1) }
        guard let first = isArticle && next == "hundred" ? SpokenNumber(whole: "1") : tokens.number(at) else { return nil }
        guard let value = first.cardinal, (1..<100).contains(value), !first.isClosed, tokens.gap(at + 1) <= .space else {
            return Phrase(number: first, end: at + 1)
        }
        let endings: [String: SpokenNumber.Ending] = ["hundred": .none, "hundredth": .ordinal, "hundreds": .decade]
        guard let next, let ending = endings[next] else { return Phrase(number: first, end: at + 1) }
        var number = SpokenNumber(whole: String(value * 100), ending: ending, isSpelt: true, isClosed: true)
        guard ending == .none else { return Phrase(number: number, end: at + 2) }
        let start = tokens.word(at + 2) == "and" ? at + 3 : at + 2
        guard let rest = tokens.number(start), let small = rest.value, (1..<100).contains(small), rest.ending != .ordinals,
            tokens.gap(at + 2) <= .space, tokens.gap(start) <= .space, endings[tokens.word(start + 1) ?? ""] == nil
        else { return Phrase(number: number, end: at + 2) }
        number.whole = String(value * 100 + small)
        number.ending = rest.ending
        return Phrase(number: number, end: start + 1)
    }

    private func decimals(after phrase: Phrase) -> Phrase? {
        guard phrase.number.ending == .none, phrase.number.decimals.isEmpty, let run = Self.decimals(tokens, phrase.end) else { return nil }
        var number = phrase.number
        number.decimals = run.digits
        number.isClosed = true
        return Phrase(number: number, end: run.end)
    }

    /// "point" and the digits after it.
    static func decimals(_ tokens: [SpokenToken], _ point: Int) -> (digits: String, end: Int)? {
        guard tokens.word(point) == "point", tokens.gap(point) <= .space else { return nil }
        var digits = ""
        var at = point + 1
        while tokens.gap(at) <= .space {
            if NumberWords.isOh(tokens.word(at)) {
                digits += "0"
            } else if let number = tokens.number(at), number.cardinal != nil, !number.isClosed, digits.isEmpty || number.isPart {
                digits += number.whole
            } else {
                break
            }
            at += 1
        }
        return digits.isEmpty ? nil : (digits, at)
    }
}
