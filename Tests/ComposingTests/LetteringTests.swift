import Testing

@testable import Composing

struct LetteringTests {
    private func ink(_ text: String, width: Int = 400, size: Int = 14) throws -> (drawn: DrawnText, sum: Int) {
        let drawn = try Lettering.draw(text, size: size, width: width)
        return (drawn, drawn.coverage.reduce(0) { $0 + Int($1) })
    }

    @Test(arguments: ["elevenlabs", "Größe", "ключ", "Ελληνικά", "→ ≠ ½"])
    func scriptsBeyondASCIIAreDrawn(_ text: String) throws {
        #expect(try ink(text).sum > 255 * 20)
    }

    @Test func differentLettersLookDifferent() throws {
        #expect(try ink("é").drawn.coverage != ink("e").drawn.coverage)
        #expect(try ink("ж").drawn.coverage != ink("ш").drawn.coverage)
    }

    @Test func whatDoesNotFitIsCut() throws {
        let long = try ink(String(repeating: "label ", count: 40), width: 100)
        #expect(long.drawn.isCut && long.drawn.width <= 100)
        #expect(try !ink("label", width: 100).drawn.isCut)
    }

    @Test func hostileNamesStayOnOneLine() throws {
        let line = try ink("a\nb\u{7}\u{0}c\u{202E}").drawn
        #expect(line.height < 24)
        #expect(try ink(String(repeating: "\u{301}", count: 5_000)).drawn.height < 500)
        #expect(try ink("").sum == 0)
    }

    @Test func theSameTextGivesTheSamePixels() throws {
        #expect(try ink("Ångström 71.2").drawn.coverage == ink("Ångström 71.2").drawn.coverage)
    }
}
