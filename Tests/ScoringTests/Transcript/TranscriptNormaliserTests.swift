import Testing

@testable import Scoring

@Suite struct TranscriptNormaliserTests {
    @Test(arguments: TranscriptPairs.meeting) func whatSoundsTheSameMeets(first: String, second: String) {
        #expect(WordErrors(said: first, heard: second).count.errors == 0)
        #expect(WordErrors(said: second, heard: first).count.errors == 0)
    }

    @Test(arguments: TranscriptPairs.apart) func whatSoundsDifferentStaysApart(first: String, second: String) {
        #expect(WordErrors(said: first, heard: second).count.errors > 0)
        #expect(WordErrors(said: second, heard: first).count.errors > 0)
    }

    @Test func everyNumberMeetsItsWords() {
        for value in Array(0...2100) + Array(stride(from: 2101, through: 2_000_000, by: 997)) {
            for isBritish in [false, true] {
                let words = SpelledNumber.words(value, isBritish: isBritish)
                #expect(WordErrors(said: "It was \(value) then", heard: "it was \(words) then").count.errors == 0, "\(value): \(words)")
            }
        }
    }

    @Test func everyYearMeetsItsPairs() {
        for year in 1010...2099 where year % 100 != 0 && year / 100 % 10 + year / 1000 > 0 {
            let words = SpelledNumber.year(year)
            #expect(WordErrors(said: "in \(year),", heard: "in \(words)").count.errors == 0, "\(year): \(words)")
        }
    }

    @Test func aWordKnowsWhereItCameFrom() {
        let words = TranscriptNormaliser.words("Pay Dr. Lee $5.50 by twenty-first May!")
        #expect(words.map(\.text) == ["pay", "doctor", "lee", "5", "dollar", "50", "cent", "by", "may", "21"])
        #expect(words[0].source == "Pay")
        #expect(words[1].source == "Dr")
        #expect(words[9].source == "twenty-first May")
    }

    @Test func textsWithoutWordsHaveNone() {
        for text in ["", " \n\t", "…!?", "👋🏽", "\u{0}\u{1}", "\u{202E}", "[Music]", "um"] {
            #expect(TranscriptNormaliser.words(text).isEmpty)
        }
    }

    @Test func otherScriptsAreKept() {
        #expect(TranscriptNormaliser.words("שלום עולם").map(\.text) == ["שלום", "עולם"])
        #expect(TranscriptNormaliser.words("Привет").map(\.text) == ["привет"])
    }

    @Test func longChainsStayLinear() {
        for piece in ["1", "1,", "1-", "1/", "1:", "a'", "A.", "one ", "point one ", "and ", "[", "$", "a\u{301}", "oh ", "million "] {
            let words = TranscriptNormaliser.words(String(repeating: piece, count: 4000))
            #expect(words.count <= 20_000)
        }
    }
}

/// Numbers as English says them, written apart from the normaliser.
enum SpelledNumber {
    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

    static func words(_ value: Int, isBritish: Bool) -> String {
        func rest(_ part: Int) -> String { part == 0 ? "" : (isBritish && part < 100 ? " and " : " ") + words(part, isBritish: isBritish) }
        switch value {
        case ..<20: return small[value]
        case ..<100: return tens[value / 10] + (value % 10 == 0 ? "" : "-" + small[value % 10])
        case ..<1000: return small[value / 100] + " hundred" + rest(value % 100)
        case ..<1_000_000: return words(value / 1000, isBritish: isBritish) + " thousand" + rest(value % 1000)
        default: return words(value / 1_000_000, isBritish: isBritish) + " million" + rest(value % 1_000_000)
        }
    }

    static func year(_ year: Int) -> String {
        let last = year % 100
        return words(year / 100, isBritish: false) + (last < 10 ? " oh " : " ") + words(last, isBritish: false)
    }
}
