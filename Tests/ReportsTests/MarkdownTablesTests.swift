import Testing

@testable import Reports

@Suite struct MarkdownTablesTests {
    @Test func cellsHaveTheMinusOfASCIIAndProseKeepsItsOwn() {
        let text = "a margin of \u{2212}1.4\n| `\u{2212}5 °C` | \u{2212}1.4 | (\u{2212}2) | a\u{2212}b |\nend"
        #expect(MarkdownTables.withASCIIMinus(text) == "a margin of \u{2212}1.4\n| `\u{2212}5 °C` | -1.4 | (-2) | a\u{2212}b |\nend")
    }

    @Test func aFenceThatIsNotClosedHidesNothing() {
        #expect(MarkdownTables.withASCIIMinus("| ``a` | \u{2212}3 |") == "| ``a` | -3 |")
        #expect(MarkdownTables.withASCIIMinus("| ``a`\u{2212}1`` | \u{2212}3 |") == "| ``a`\u{2212}1`` | -3 |")
    }
}
