extension TranscriptLexer {
    /// Reads anything that is neither letter nor digit: a sign that is said becomes a word, the rest only separates.
    mutating func readSign() {
        let start = at
        let scalar = glyphs[at].scalar
        at += 1
        switch scalar {
        case ",", "(", ")", "—", "–": raise(.comma)
        case "!", "?", ":", ";": raise(.stop)
        case ".": readFullStop(start)
        case "-": readHyphen(start)
        case "[": skipBracket(start)
        case "/": readSlash(start)
        case "#": isDigit(at) ? emit("number", from: start, to: at) : raise(.space)
        // An apostrophe that opens or closes a word is silent, and "'80s" is one number.
        case "'": break
        default:
            if let word = Self.spoken[scalar] { emit(word, from: start, to: at) } else { raise(.space) }
        }
    }

    private mutating func readFullStop(_ start: Int) {
        if isDigit(at), !isLetter(start - 1) {
            emit("point", from: start, to: at)
        } else {
            raise(.stop)
        }
    }

    private mutating func readHyphen(_ start: Int) {
        let isInside = isLetter(start - 1) || isDigit(start - 1)
        let opensNumber = isDigit(at) || (Self.currencies.contains(peek(at)) && isDigit(at + 1))
        if !isInside, opensNumber || (peek(at) == "." && isDigit(at + 1)) {
            emit("minus", from: start, to: at)
        } else if isInside, isLetter(at) || isDigit(at) {
            raise(.hyphen)
        } else {
            raise(peek(at) == " " && peek(start - 1) == " " ? .comma : .space)
        }
    }

    /// Recognisers write "[Music]" for what is not speech; nobody reads it aloud.
    private mutating func skipBracket(_ start: Int) {
        raise(.space)
        let limit = min(glyphs.count, start + 40)
        if let end = (at..<max(at, limit)).first(where: { glyphs[$0].scalar == "]" }) { at = end + 1 }
    }

    private mutating func readSlash(_ start: Int) {
        if isLetter(start - 1), isLetter(at) { emit("/", from: start, to: at) } else { raise(.space) }
    }

    private static let currencies: Set<Unicode.Scalar> = ["$", "£", "€", "¥", "₹"]

    private static let spoken: [Unicode.Scalar: String] = [
        "$": "$", "£": "£", "€": "€", "¥": "¥", "₹": "₹", "¢": "cent", "%": "percent", "&": "and", "+": "plus", "=": "equals",
        "@": "at", "°": "degree", "²": "squared", "³": "cubed", "×": "times",
    ]
}
