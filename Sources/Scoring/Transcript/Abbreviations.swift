/// Titles, months, days and the like, spelt out; letters said one by one, joined.
enum Abbreviations {
    static func read(_ tokens: [SpokenToken]) -> [SpokenToken] {
        tokens.rewritten(by: letters).rewritten(by: expanded)
    }

    /// What depends on a number beside it, so it comes once numbers are read: "a m", "negative five".
    static func readPhrases(_ tokens: [SpokenToken]) -> [SpokenToken] { tokens.rewritten(by: phrase) }

    private static let always = [
        "mr": "mister", "mrs": "missus", "dr": "doctor", "prof": "professor", "saint": "st", "street": "st", "vs": "versus",
        "approx": "approximately", "jr": "junior", "dept": "department", "govt": "government", "ave": "avenue", "blvd": "boulevard",
        "rd": "road", "mt": "mount", "inc": "incorporated", "ltd": "limited", "corp": "corporation", "feb": "february", "apr": "april",
        "aug": "august", "sep": "september", "sept": "september", "oct": "october", "nov": "november", "tue": "tuesday",
        "tues": "tuesday", "thu": "thursday", "thur": "thursday", "thurs": "thursday", "fri": "friday",
    ]
    /// Words of their own unless a full stop follows and the sentence goes on.
    private static let dotted = [
        "sr": "senior", "gen": "general", "col": "colonel", "capt": "captain", "lt": "lieutenant", "sgt": "sergeant",
        "rev": "reverend", "hon": "honorable", "gov": "governor", "sen": "senator", "rep": "representative", "pres": "president",
        "co": "company", "est": "established", "fig": "figure", "vol": "volume", "ch": "chapter", "jan": "january", "dec": "december",
        "mon": "monday", "wed": "wednesday",
    ]
    private static let beforeNumber = [
        "no": "number", "nos": "numbers", "mar": "march", "jun": "june", "jul": "july", "jan": "january", "dec": "december",
        "p": "page", "pp": "pages",
    ]

    private static func expanded(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard let word = tokens.word(at) else { return nil }
        let next = at + 1 < tokens.count ? tokens[at + 1] : nil
        let isNumberNext = next?.number != nil
        let isNumbered = isNumberNext && (tokens[at].isDotted || ["mar", "jun", "jul", "jan", "dec"].contains(word))
        let isTitle = tokens[at].isDotted && next != nil && tokens[at].letterCase != .lower
        let full = always[word] ?? (isNumbered ? beforeNumber[word] : nil) ?? (isTitle ? dotted[word] : nil)
        guard let full else { return nil }
        var tokens = [tokens[at].replaced(by: full)]
        // Its full stop ends no sentence.
        if let next, tokens[0].isDotted, isNumberNext {
            var number = next
            number.gap = .space
            tokens.append(number)
        }
        return Rewrite(length: tokens.count, tokens: tokens)
    }

    private static func phrase(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        let next = tokens.word(at + 1)
        switch tokens.word(at) {
        case "per" where next == "cent": return Rewrite(length: 2, tokens: [.over(tokens[at..<at + 2], text: "percent")])
        case "negative", "minus":
            let hasSign = ["$", "£", "€"].contains(next ?? "")
            guard tokens.number(at + 1) != nil || hasSign || next == "point" else { return nil }
            return Rewrite(length: 1, tokens: [tokens[at].replaced(by: "minus")])
        case "a", "p":
            guard next == "m", tokens.number(at - 1) != nil else { return nil }
            return Rewrite(length: 2, tokens: [.over(tokens[at..<at + 2], text: tokens[at].text + "m")])
        case "oclock", "o'clock":
            let isDoubled = ["am", "pm", "a", "p"].contains(next ?? "")
            return Rewrite(length: 1, tokens: isDoubled ? [] : [tokens[at].replaced(by: "oclock")])
        default: return nil
        }
    }

    /// "U S A", "U. S. A.", "J. K."
    private static func letters(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        var end = at
        while end < tokens.count, isInitial(tokens, end, isFirst: end == at) { end += 1 }
        // "Vitamin C I take": the last word is the pronoun.
        if end - at == 2, ["i", "a"].contains(tokens[at + 1].text) { end -= 1 }
        guard end - at > 1 else { return nil }
        return Rewrite(length: end - at, tokens: [.over(tokens[at..<end], text: tokens[at..<end].map(\.text).joined())])
    }

    private static func isInitial(_ tokens: [SpokenToken], _ at: Int, isFirst: Bool) -> Bool {
        let token = tokens[at]
        guard token.number == nil, token.letterCase == .capitals, token.text.unicodeScalars.count == 1 else { return false }
        if isFirst || token.gap == .space { return true }
        return token.gap == .stop && tokens[at - 1].isDotted && token.text != "i" && token.text != "a"
    }
}
