import Testing

@testable import Scoring

@Suite struct PictureTextTests {
    private func accuracy(_ asked: String, _ read: String) throws -> Double {
        try #require(PictureText(asked: ScorerQuestion(path: "/x.png", text: asked))).accuracy(of: read)
    }

    /// Errors counted by hand, over the letters asked for without white space.
    @Test(
        arguments: [
            ("GRAND OPENING", "GRAND OPENING", 1.0), ("GRAND OPENING", "grand\nopening", 1.0), ("GRAND OPENING", "GRANDOPENING", 1.0),
            ("GRAND OPENING", "GRAND OPENIMG", 11.0 / 12), ("GRAND OPENING", "GRAND", 5.0 / 12), ("GRAND OPENING", "", 0.0),
            ("GRAND OPENING", "GRAND OPENING !!!", 9.0 / 12), ("abcd", "xxxxxxxxxxxx", 0.0), ("Café", "CAFE", 1.0), ("10", "ten", 0.0),
        ] as [(String, String, Double)])
    func theShareOfLettersReadRight(asked: String, read: String, expected: Double) throws {
        #expect(abs(try accuracy(asked, read) - expected) < 1e-12)
    }

    @Test func linesMayStandInAnyOrder() throws {
        #expect(try accuracy("one two three four", "four\ntwo\none\nthree") == 1)
        let words = ["amber", "birch", "cedar", "dahlia", "elder", "fuchsia", "ginger", "hazel"]
        #expect(try accuracy(words.joined(separator: " "), words.reversed().joined(separator: "\n")) == 1)
    }

    @Test func withoutAColumnTheQuotedPartsOfThePromptAreAskedFor() {
        #expect(PictureText.quoted(in: "a sign \"OPEN\" over “Tea & Co”, „Zu“ and «fin», it's 'so'") == ["OPEN", "Tea & Co", "Zu", "fin"])
        #expect(PictureText(asked: ScorerQuestion(path: "/x.png", prompt: "a sign \"open")) == nil)
        #expect(PictureText(asked: ScorerQuestion(path: "/x.png", prompt: "no sign")) == nil)
        #expect(PictureText(asked: ScorerQuestion(path: "/x.png", prompt: "\"a\"", text: "  ")) == nil)
    }
}
