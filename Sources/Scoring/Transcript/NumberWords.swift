/// Words for numbers become numbers; sums such as "twenty five" too.
enum NumberWords {
    static func read(_ tokens: [SpokenToken]) -> [SpokenToken] {
        tokens.rewritten(by: repeated).rewritten(by: single).rewritten(by: tensAndUnits)
    }

    /// "double oh seven", "triple five"
    private static func repeated(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard let times = ["double": 2, "triple": 3][tokens.word(at) ?? ""], let next = tokens.word(at + 1) else { return nil }
        guard let digit = isOh(next) ? 0 : cardinals[next], digit < 10, tokens.gap(at + 1) <= .space else { return nil }
        let number = SpokenNumber(whole: String(digit), isSpelt: true)
        let one = SpokenToken.over(tokens[at..<at + 2], number: number)
        var others = one
        others.gap = .space
        return Rewrite(length: 2, tokens: [one] + Array(repeating: others, count: times - 1))
    }

    static func isOh(_ word: String?) -> Bool { word == "oh" || word == "o" }

    private static func single(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard let word = tokens.word(at), var number = number(word), !isUnitOfTime(tokens, at) else { return nil }
        number.isSpelt = true
        return Rewrite(length: 1, tokens: [tokens[at].replaced(by: number)])
    }

    private static func number(_ word: String) -> SpokenNumber? {
        if let value = cardinals[word] { return SpokenNumber(whole: String(value)) }
        if let value = ordinals[word] { return SpokenNumber(whole: String(value), ending: .ordinal) }
        guard word.hasSuffix("s") else { return nil }
        if let value = ordinals[String(word.dropLast())], value > 2 { return SpokenNumber(whole: String(value), ending: .ordinals) }
        guard word.hasSuffix("ies"), let value = cardinals[word.dropLast(3) + "y"] else { return nil }
        return SpokenNumber(whole: String(value), ending: .decade)
    }

    /// "five second", "per second": the unit, while "twenty second" is an ordinal.
    private static func isUnitOfTime(_ tokens: [SpokenToken], _ at: Int) -> Bool {
        guard tokens[at].text == "second", at > 0 else { return false }
        if let before = tokens.number(at - 1) { return before.ending == .none }
        let before = tokens[at - 1].text
        if before == "per" || before == "/" { return true }
        guard let value = cardinals[before] else { return false }
        return value < 20
    }

    private static func tensAndUnits(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard let tens = tokens.number(at), tens.isSpelt, let a = tens.cardinal, a >= 20, a % 10 == 0, a < 100 else { return nil }
        guard let unit = tokens.number(at + 1), unit.isSpelt, let b = unit.value, (1...9).contains(b) else { return nil }
        guard tokens.gap(at + 1) <= .space, unit.ending != .decade else { return nil }
        let sum = SpokenNumber(whole: String(a + b), ending: unit.ending, isSpelt: true)
        return Rewrite(length: 2, tokens: [.over(tokens[at..<at + 2], number: sum)])
    }

    private static let cardinals: [String: Int] = {
        let small = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
            "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
        var values = Dictionary(uniqueKeysWithValues: small.enumerated().map { ($0.element, $0.offset) })
        for (index, word) in tens.enumerated() { values[word] = 10 * (index + 2) }
        values["fourty"] = 40
        values["nought"] = 0
        return values
    }()

    private static let ordinals: [String: Int] = {
        let irregular = ["first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12]
        var values = irregular
        for (word, value) in cardinals where value > 3 && !irregular.values.contains(value) {
            values[word.hasSuffix("y") ? word.dropLast() + "ieth" : word + "th"] = value
        }
        return values
    }()
}
