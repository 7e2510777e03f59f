/// What stood between two tokens, weakest first.
enum TokenGap: Int, Sendable, Comparable {
    case glued, hyphen, space, comma, stop

    static func < (left: TokenGap, right: TokenGap) -> Bool { left.rawValue < right.rawValue }
}

/// How a word was written; only capitals tell "US" from "us" and "Henry VIII" from a word.
enum LetterCase: Sendable {
    case lower, capitalised, capitals
}

/// A word, number or sign between lexer and canonical form.
struct SpokenToken: Sendable, Hashable {
    /// Lower case without accents; empty for a number.
    var text: String
    var number: SpokenNumber?
    /// Offsets in Characters of the original text.
    var stretch: Range<Int>
    /// What stood before it.
    var gap = TokenGap.space
    var letterCase = LetterCase.lower
    /// A full stop follows at once, as in "Dr." or at the end of a sentence.
    var isDotted = false

    /// A token that stands for all of `tokens`.
    static func over(_ tokens: ArraySlice<SpokenToken>, text: String = "", number: SpokenNumber? = nil) -> SpokenToken {
        let first = tokens[tokens.startIndex], last = tokens[tokens.endIndex - 1]
        let start = min(first.stretch.lowerBound, last.stretch.lowerBound)
        let stretch = start..<max(first.stretch.upperBound, last.stretch.upperBound)
        return SpokenToken(text: text, number: number, stretch: stretch, gap: first.gap, isDotted: last.isDotted)
    }

    /// The same place, another word.
    func replaced(by word: String, gap: TokenGap? = nil) -> SpokenToken {
        var token = self
        token.text = word
        token.number = nil
        token.gap = gap ?? self.gap
        return token
    }

    /// The same place, another number.
    func replaced(by number: SpokenNumber) -> SpokenToken {
        var token = self
        token.text = ""
        token.number = number
        return token
    }

    /// A simple fraction such as "3/4".
    var isFraction: Bool { number == nil && text.utf8.count > 2 && text.utf8.contains(UInt8(ascii: "/")) }

    /// A number or a fraction: what a unit or a currency can follow.
    var isQuantity: Bool { isFraction || number?.ending == SpokenNumber.Ending.none }
}

/// Some tokens that a rule puts in place of others.
struct Rewrite {
    /// How many tokens are replaced, at least one.
    let length: Int
    let tokens: [SpokenToken]
}

extension Array where Element == SpokenToken {
    /// One pass from left to right; `rule` sees the tokens as they were and where it stands.
    func rewritten(by rule: ([SpokenToken], Int) -> Rewrite?) -> [SpokenToken] {
        var result: [SpokenToken] = []
        result.reserveCapacity(count)
        // A dropped word must not take its comma or full stop with it.
        var dropped = TokenGap.glued
        var at = 0
        while at < count {
            let rewrite = rule(self, at) ?? Rewrite(length: 1, tokens: [self[at]])
            if var first = rewrite.tokens.first {
                first.gap = Swift.max(first.gap, dropped)
                result.append(first)
                result += rewrite.tokens.dropFirst()
                dropped = .glued
            } else {
                dropped = Swift.max(dropped, self[at].gap)
            }
            at += rewrite.length
        }
        return result
    }

    /// The text there; nil for a number and outside.
    func word(_ at: Int) -> String? { indices.contains(at) && self[at].number == nil ? self[at].text : nil }

    /// The number there; nil for a word and outside.
    func number(_ at: Int) -> SpokenNumber? { indices.contains(at) ? self[at].number : nil }

    /// What stands before the token there; a full stop at the end.
    func gap(_ at: Int) -> TokenGap { indices.contains(at) ? self[at].gap : .stop }
}
