/// Amounts of money: "$5.50" and "five dollars and fifty cents" are "5 dollar 50 cent".
enum Currencies {
    /// Written magnitudes, read before numbers are: "$5m", "£2bn".
    static func magnitudes(_ tokens: [SpokenToken]) -> [SpokenToken] {
        tokens.rewritten { tokens, at in
            guard tokens.number(at) != nil, signs[tokens.word(at - 1) ?? ""] != nil, tokens.gap(at + 1) <= .space else { return nil }
            guard let word = abbreviated[tokens.word(at + 1) ?? ""] else { return nil }
            return Rewrite(length: 2, tokens: [tokens[at], tokens[at + 1].replaced(by: word, gap: .space)])
        }
    }

    static func read(_ tokens: [SpokenToken]) -> [SpokenToken] {
        tokens.rewritten(by: signFirst).rewritten(by: named).rewritten(by: change)
    }

    private static let signs = [
        "$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee", "usd": "dollar", "gbp": "pound", "eur": "euro",
        "jpy": "yen", "inr": "rupee",
    ]
    private static let names = [
        "dollar": "dollar", "dollars": "dollar", "pound": "pound", "pounds": "pound", "quid": "pound", "euro": "euro", "euros": "euro",
        "yen": "yen", "rupee": "rupee", "rupees": "rupee",
    ]
    private static let parts = ["dollar": "cent", "euro": "cent", "pound": "penny", "rupee": "paisa"]
    private static let partNames = [
        "cent": "cent", "cents": "cent", "penny": "penny", "pence": "penny", "pennies": "penny", "p": "penny", "paisa": "paisa",
        "paise": "paisa",
    ]
    private static let abbreviated = [
        "k": "thousand", "m": "million", "mn": "million", "b": "billion", "bn": "billion", "tn": "trillion",
    ]

    private static func signFirst(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        let hasCountry = tokens.word(at) == "us" && tokens.word(at + 1) == "$"
        let start = hasCountry ? at + 1 : at
        guard let name = signs[tokens.word(start) ?? ""] else { return nil }
        guard tokens.number(start + 1)?.ending == SpokenNumber.Ending.none, tokens.gap(start + 1) <= .space else {
            return Rewrite(length: start + 1 - at, tokens: [tokens[start].replaced(by: name)])
        }
        var amount = tokens[start + 1]
        amount.gap = tokens[at].gap
        return Rewrite(length: start + 2 - at, tokens: [amount, tokens[start].replaced(by: name, gap: .space)])
    }

    private static func named(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard let number = tokens.number(at), number.ending == .none, tokens.gap(at + 1) <= .space else { return nil }
        let place = tokens.word(at + 1) == "us" ? at + 2 : at + 1
        let word = tokens.word(place) ?? ""
        if place == at + 1, let part = partNames[word] {
            return Rewrite(length: 2, tokens: [tokens[at], tokens[at + 1].replaced(by: part)])
        }
        guard let name = names[word] else { return nil }
        let unit = tokens[place].replaced(by: name, gap: .space)
        guard let part = parts[name], number.decimals.utf8.count == 2, let cents = Int(number.decimals) else {
            return Rewrite(length: place + 1 - at, tokens: [tokens[at], unit])
        }
        let whole = tokens[at].replaced(by: SpokenNumber(whole: number.whole, isClosed: true))
        let change = tokens[at].replaced(by: SpokenNumber(whole: String(cents), isClosed: true))
        let coins = [change, unit.replaced(by: part)]
        if cents == 0 { return Rewrite(length: place + 1 - at, tokens: [whole, unit]) }
        return Rewrite(length: place + 1 - at, tokens: (number.value ?? Int(number.whole)) == 0 ? coins : [whole, unit] + coins)
    }

    /// "five dollars and fifty cents", "five dollars fifty"
    private static func change(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard let part = parts[tokens.word(at) ?? ""], tokens.number(at - 1) != nil else { return nil }
        let hasAnd = tokens.word(at + 1) == "and"
        let place = hasAnd ? at + 2 : at + 1
        guard let coins = tokens.number(place), let value = coins.cardinal, (1..<100).contains(value), tokens.gap(place) <= .space else {
            return nil
        }
        let isNamed = tokens.word(place + 1) == part
        guard isNamed || !hasAnd, tokens.gap(at + 1) <= .space else { return nil }
        let number = tokens[place].replaced(by: SpokenNumber(whole: String(value), isClosed: true))
        var name = tokens[isNamed ? place + 1 : place].replaced(by: part)
        name.gap = .space
        return Rewrite(length: (isNamed ? place + 2 : place + 1) - at, tokens: [tokens[at], number, name])
    }
}
