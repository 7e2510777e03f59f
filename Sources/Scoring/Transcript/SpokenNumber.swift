/// A number on its way to the canonical form, as digits, so that length has no limit.
struct SpokenNumber: Sendable, Hashable {
    enum Ending: Sendable {
        case none
        /// "fifth", "5th"
        case ordinal
        /// "fifths"
        case ordinals
        /// "eighties", "80s"
        case decade
    }

    /// The digits before the point, with leading zeros as written.
    var whole: String
    /// The digits after the point.
    var decimals = ""
    var ending = Ending.none
    /// Came from words: only those add up, "twenty five" is 25 but "20 5" is not.
    var isSpelt = false
    /// Complete, as a time or a number with "hundred": its neighbours are other numbers.
    var isClosed = false

    /// The value; nil with decimals or beyond fifteen digits.
    var value: Int? { decimals.isEmpty && whole.utf8.count <= 15 ? Int(whole) : nil }

    /// The value of a cardinal without decimals.
    var cardinal: Int? { ending == .none ? value : nil }

    /// A part that may still be joined to its neighbours, as in "nineteen | ninety nine".
    var isPart: Bool { !isClosed && decimals.isEmpty && whole.utf8.count <= 2 }

    /// The canonical words: one for a number, one per digit where nobody says it as a number ("555-1234", "007").
    ///
    /// It depends on the value alone, so "12,345" and its seven words meet.
    var words: [String] {
        switch ending {
        case .ordinal: return [withoutZeros + "th"]
        case .ordinals: return [withoutZeros + "ths"]
        case .decade: return [whole + "s"]
        case .none: break
        }
        guard decimals.isEmpty else { return withoutZeros == "0" ? ["point", decimals] : [withoutZeros + "." + decimals] }
        let isCode = whole.utf8.count >= 2 && whole.hasPrefix("0")
        let isLong = whole.utf8.count >= 5 && !whole.hasSuffix("000")
        return isCode || isLong ? whole.map(String.init) : [whole]
    }

    private var withoutZeros: String {
        let rest = whole.drop { $0 == "0" }
        return rest.isEmpty ? "0" : String(rest)
    }

    /// Times ten to a power, exactly.
    func shifted(by power: Int) -> SpokenNumber {
        var result = self
        let moved = decimals.prefix(power)
        result.whole = whole + moved + String(repeating: "0", count: power - moved.count)
        result.whole = result.withoutZeros
        result.decimals = String(decimals.dropFirst(power))
        return result
    }
}
