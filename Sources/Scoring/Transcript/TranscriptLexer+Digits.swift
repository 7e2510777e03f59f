extension TranscriptLexer {
    /// Reads what begins with a digit: a time, a fraction, a date, a telephone number, a height, or a plain number.
    mutating func readDigits() {
        let start = at
        let whole = readWhole()
        if peek(at) == ":", isDigit(at + 1) { return readTime(whole, start) }
        if peek(at) == "/", isDigit(at + 1) { return readParts(whole, start) }
        if Self.dashes.contains(peek(at)), isDigit(at + 1) { return readDashed(whole, start) }
        if peek(at) == "'", isDigit(at + 1) {
            emit("", from: start, to: at, number: SpokenNumber(whole: whole))
            emit("foot", from: at, to: at + 1)
            at += 1
            return
        }
        var number = SpokenNumber(whole: whole)
        if peek(at) == ".", isDigit(at + 1) {
            at += 1
            number.decimals = readPlain()
        } else {
            number.ending = readEnding()
        }
        emit("", from: start, to: at, number: number)
    }

    private static let dashes: Set<Unicode.Scalar> = ["-", "–"]

    private mutating func readPlain() -> String {
        var digits = String.UnicodeScalarView()
        while isDigit(at) {
            digits.append(glyphs[at].scalar)
            at += 1
        }
        return String(digits)
    }

    /// Digits with commas between the thousands; "1,2,3" is three numbers.
    private mutating func readWhole() -> String {
        var whole = readPlain()
        guard whole.utf8.count <= 3 else { return whole }
        while peek(at) == ",", isDigit(at + 1), isDigit(at + 2), isDigit(at + 3), !isDigit(at + 4) {
            at += 1
            whole += readPlain()
        }
        return whole
    }

    private mutating func readEnding() -> SpokenNumber.Ending {
        let suffix = String(String.UnicodeScalarView([peek(at), peek(at + 1)]))
        if ["st", "nd", "rd", "th"].contains(suffix), !isLetter(at + 2) {
            at += 2
            return .ordinal
        }
        let apostrophe = peek(at) == "'" ? 1 : 0
        guard peek(at + apostrophe) == "s", !isLetter(at + apostrophe + 1) else { return .none }
        at += apostrophe + 1
        return .decade
    }

    /// "3:30" is said "three thirty", "10:00" "ten o'clock", "16:00" "sixteen hundred"; other ratios have "to".
    private mutating func readTime(_ whole: String, _ start: Int) {
        let colon = at
        at += 1
        let minutes = readPlain()
        guard let hour = Int(whole), hour <= 24, whole.utf8.count <= 2, minutes.utf8.count == 2, minutes < "60" else {
            at = colon + 1
            emit("", from: start, to: colon, number: SpokenNumber(whole: whole))
            return emit("to", from: colon, to: at)
        }
        if minutes == "00", (1...12).contains(hour), peek(at) != ":" {
            emit("", from: start, to: colon, number: SpokenNumber(whole: String(hour), isClosed: true))
            return emit("oclock", from: colon, to: at)
        }
        var digits = (hour == 0 ? "00" : String(hour)) + minutes
        if peek(at) == ":", isDigit(at + 1), isDigit(at + 2) {
            at += 1
            digits += readPlain()
        }
        emit("", from: start, to: at, number: SpokenNumber(whole: digits, isClosed: true))
    }

    /// "3/4" is a fraction where the denominator is one that people say; "24/7", "9/11" and dates are separate numbers.
    private mutating func readParts(_ whole: String, _ start: Int) {
        let slash = at
        at += 1
        let below = readPlain()
        let isDate = peek(at) == "/" && isDigit(at + 1)
        if !isDate, let a = Int(whole), let b = Int(below), a > 0, a < b, b <= 10 || Self.denominators.contains(b) {
            return emit("\(a)/\(b)", from: start, to: at)
        }
        at = slash + 1
        emit("", from: start, to: slash, number: SpokenNumber(whole: whole))
        raise(.space)
    }

    private static let denominators: Set<Int> = [12, 16, 20, 32, 64, 100]

    /// A date (2021-03-03), a telephone number, or two numbers with "to" where they rise.
    private mutating func readDashed(_ whole: String, _ start: Int) {
        let dash = at
        var groups = [whole]
        while Self.dashes.contains(peek(at)), isDigit(at + 1) {
            at += 1
            groups.append(readPlain())
        }
        let lengths = groups.map(\.utf8.count)
        if lengths == [4, 2, 2], let month = Int(groups[1]), let day = Int(groups[2]), (1...12).contains(month) {
            emit(CalendarDates.months[month - 1], from: start, to: at)
            emit("", from: start, to: at, number: SpokenNumber(whole: String(day), isClosed: true))
            raise(.space)
            return emit("", from: start, to: at, number: SpokenNumber(whole: groups[0]))
        }
        if groups.count > 2 || lengths == [3, 4] || whole.hasPrefix("0") {
            return emit("", from: start, to: at, number: SpokenNumber(whole: groups.joined(), isClosed: true))
        }
        at = dash + 1
        emit("", from: start, to: dash, number: SpokenNumber(whole: whole))
        let isRising = lengths[0] < lengths[1] || (lengths[0] == lengths[1] && whole < groups[1])
        if isRising { emit("to", from: dash, to: at) }
        raise(.space)
    }
}
