import Testing

@testable import Pipeline

struct BitmapFontTests {
    private let printable = (32...126).map { Character(UnicodeScalar(UInt8($0))) }

    @Test func everyPrintableLetterHasItsOwnDrawing() {
        let drawings = printable.map(BitmapFont.rows)
        #expect(Set(drawings).count == printable.count)
        #expect(drawings.allSatisfy { $0.count == BitmapFont.height && $0.allSatisfy { $0 < 32 } })
        #expect(drawings[0].allSatisfy { $0 == 0 }, "a space is empty")
    }

    @Test(arguments: ["é", "語", "\u{7}", "😀"] as [Character])
    func whatIsNotPrintableASCIIIsABox(_ letter: Character) {
        #expect(BitmapFont.rows(of: letter) == [31, 17, 17, 17, 17, 17, 31, 0, 0])
    }

    @Test func onlyDescendersReachBelowTheLine() {
        let below = printable.filter { BitmapFont.rows(of: $0)[7...].contains { $0 != 0 } }
        #expect(String(below) == ",_gjpqy")
    }

    @Test func widthsCountNoSpaceBehindTheLastLetter() {
        #expect(BitmapFont.width(of: "") == 0)
        #expect(BitmapFont.width(of: "A") == 5)
        #expect(BitmapFont.width(of: "AB", scale: 2) == 22)
    }

    @Test(arguments: [(100, "elevenlabs"), (59, "elevenlabs"), (58, "elevenl.."), (29, "ele.."), (17, "e.."), (11, "el"), (4, "")])
    func textIsCutToTheRoom(_ room: Int, _ shown: String) {
        #expect(BitmapFont.cut("elevenlabs", toPixels: room, scale: 1) == shown)
        #expect(BitmapFont.width(of: shown) <= room)
    }
}
