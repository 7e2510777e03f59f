/// Where several words of one text, joined, are one word of the other: "ice cream", "icecream".
struct WordJoins {
    /// How many words, and the word they make.
    struct Join {
        let length: Int
        let word: Int32
    }

    /// The most words that are joined; only single letters and digits go beyond three.
    static let longest = 12

    /// By the place after the last of the joined words.
    private(set) var ending: [[Join]]

    /// Joins among `words` that are words of the other text.
    init(of words: [String], among known: [String: Int32], lengthLimit: Int) {
        ending = Array(repeating: [], count: words.count + 1)
        for last in words.indices {
            var joined = words[last]
            var isSpelt = joined.utf8.count == 1 || Self.isNumeric(joined)
            for length in 2...Self.longest {
                guard last - length + 1 >= 0 else { break }
                let word = words[last - length + 1]
                isSpelt = isSpelt && (word.utf8.count == 1 || Self.isNumeric(word))
                guard length <= 3 || isSpelt, word.utf8.count + joined.utf8.count <= lengthLimit else { break }
                // "one hundred" and "one" are not 1001.
                guard !Self.isSum(word, joined) else { break }
                joined = word + joined
                // "one two" is not "twelve".
                if Self.isNumeric(joined), joined.utf8.count < 3 { continue }
                if let id = known[joined] { ending[last + 1].append(Join(length: length, word: id)) }
            }
        }
    }

    private static func isNumeric(_ word: String) -> Bool { word.utf8.allSatisfy { (48...57).contains($0) } }

    private static func isSum(_ first: String, _ rest: String) -> Bool {
        guard first.utf8.count > 1, first.hasSuffix("0"), isNumeric(first), isNumeric(rest) else { return false }
        return first.utf8.reversed().prefix { $0 == 48 }.count >= rest.utf8.count
    }
}
