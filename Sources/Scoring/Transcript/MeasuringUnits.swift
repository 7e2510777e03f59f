/// Units after a number, spelt out and in the singular: "5 km" and "five kilometres" are "5 kilometer".
enum MeasuringUnits {
    static func read(_ tokens: [SpokenToken]) -> [SpokenToken] {
        tokens.rewritten(by: unit).rewritten(by: rate).rewritten(by: powerLast).rewritten(by: height)
    }

    private static let symbols = [
        "km": "kilometer", "m": "meter", "cm": "centimeter", "mm": "millimeter", "nm": "nanometer", "mi": "mile", "yd": "yard",
        "ft": "foot", "kg": "kilogram", "g": "gram", "mg": "milligram", "lb": "pound", "lbs": "pound", "oz": "ounce", "l": "liter",
        "ml": "milliliter", "h": "hour", "hr": "hour", "hrs": "hour", "min": "minute", "mins": "minute", "sec": "second",
        "secs": "second", "s": "second", "ms": "millisecond", "yr": "year", "yrs": "year", "kb": "kilobyte", "mb": "megabyte",
        "gb": "gigabyte", "tb": "terabyte", "hz": "hertz", "khz": "kilohertz", "mhz": "megahertz", "ghz": "gigahertz", "w": "watt",
        "kw": "kilowatt", "mw": "megawatt", "v": "volt", "db": "decibel", "tsp": "teaspoon", "tbsp": "tablespoon", "kilo": "kilogram",
        "kilos": "kilogram", "feet": "foot", "inches": "inch", "centuries": "century", "pct": "percent", "deg": "degree",
    ]
    private static let rates = [
        "mph": ["mile", "per", "hour"], "kph": ["kilometer", "per", "hour"], "kmh": ["kilometer", "per", "hour"],
        "mbps": ["megabit", "per", "second"],
        "bpm": ["beat", "per", "minute"],
    ]
    /// Everything a unit can be once spelt, so that its plural is known too.
    private static let spelt = Set(symbols.values).union(unabbreviated)
    private static let unabbreviated = ["beat", "day", "week", "month", "stone", "gallon", "pint", "acre", "ton", "megabit"]
    private static let british = [
        "metre": "meter", "kilometre": "kilometer", "centimetre": "centimeter", "millimetre": "millimeter", "litre": "liter",
        "millilitre": "milliliter", "kilogramme": "kilogram", "gramme": "gram",
    ]

    private static func unit(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard let word = tokens.word(at), at > 0, tokens.gap(at) <= .space else { return nil }
        if let scale = ["c": "celsius", "f": "fahrenheit"][word], ["degree", "degrees"].contains(tokens.word(at - 1) ?? "") {
            return Rewrite(length: 1, tokens: [tokens[at].replaced(by: scale)])
        }
        let before = tokens.word(at - 1) ?? ""
        let isPower = before == "square" || before == "cubic"
        let isPlace = tokens[at - 1].isQuantity || isPower || before == "/" || ["foot", "pound"].contains(before)
        guard isPlace else { return isSquare(tokens, at) }
        // "5G" is no weight.
        if tokens[at].letterCase == .capitals, ["g", "m", "s", "l", "h"].contains(word) { return nil }
        if let words = rates[word] { return Rewrite(length: 1, tokens: words.map { tokens[at].replaced(by: $0, gap: .space) }) }
        if let name = name(word) { return Rewrite(length: 1, tokens: [tokens[at].replaced(by: name)]) }
        return isSquare(tokens, at)
    }

    private static func isSquare(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard tokens[at - 1].isQuantity, ["sq", "cu"].contains(tokens[at].text) else { return nil }
        return Rewrite(length: 1, tokens: [tokens[at].replaced(by: tokens[at].text == "sq" ? "square" : "cubic")])
    }

    private static func name(_ word: String) -> String? {
        if let name = symbols[word] { return name }
        let singular = word.hasSuffix("s") && word != "s" ? String(word.dropLast()) : word
        let name = british[singular] ?? singular
        return spelt.contains(name) ? name : nil
    }

    /// "km/h", "$5/hour"
    private static func rate(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard tokens.word(at) == "/" else { return nil }
        let before = tokens.word(at - 1) ?? "", after = tokens.word(at + 1) ?? ""
        guard spelt.contains(before), name(after) != nil else { return Rewrite(length: 1, tokens: []) }
        return Rewrite(length: 1, tokens: [tokens[at].replaced(by: "per", gap: .space)])
    }

    /// "5 m²", "five meters squared"
    private static func powerLast(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        let powers = ["squared": "square", "cubed": "cubic"]
        guard let unit = tokens.word(at), spelt.contains(unit), let power = powers[tokens.word(at + 1) ?? ""] else { return nil }
        return Rewrite(length: 2, tokens: [tokens[at + 1].replaced(by: power, gap: .space), tokens[at].replaced(by: unit, gap: .space)])
    }

    /// "six feet two inches" is also said "six foot two".
    private static func height(_ tokens: [SpokenToken], _ at: Int) -> Rewrite? {
        guard tokens.word(at) == "foot", tokens.number(at + 1) != nil, tokens.word(at + 2) == "inch" else { return nil }
        return Rewrite(length: 3, tokens: Array(tokens[at...(at + 1)]))
    }
}
