import Pipeline
import Testing

@Suite struct IdentifierTests {
    @Test(arguments: ["../x", "a/b", "", ".hidden", "-rf", "a b", "ä", "a\u{0}", String(repeating: "x", count: 81)])
    func whatCouldLeaveTheRunFolderIsRefused(id: String) {
        #expect(!Identifier.isValid(id))
        #expect(Identifier.isValid(Identifier.made(from: id)))
    }

    @Test func equalNamesAreNumbered() {
        #expect(Identifier.unique(["a", "b", "a", "a"]) == ["a", "b", "a_2", "a_3"])
        #expect(Set(Identifier.unique(["a", "a", "a_2"])).count == 3)
    }

    @Test func letters() {
        #expect([0, 25, 26, 27, 701, 702].map(Letters.label) == ["A", "Z", "AA", "AB", "ZZ", "AAA"])
    }
}
