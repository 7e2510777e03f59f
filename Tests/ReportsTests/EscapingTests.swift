import Testing

@testable import Reports

@Suite struct EscapingTests {
    @Test func controlsAndOverridesBecomeVisible() {
        #expect(Escaping.visible("a\u{1B}[31mb\u{0}c\u{202E}d\u{7F}") == "a␛[31mb␀c⟨U+202E⟩d␡")
        #expect(Escaping.visible("two\nlines\tand 日本語 🦊") == "two\nlines\tand 日本語 🦊")
    }

    @Test func aTerminalLineStaysOneLine() {
        #expect(Escaping.terminal("a\r\nb\nc\td\u{9B}2J") == "a b c d⟨U+009B⟩2J")
    }

    @Test(
        arguments: [
            ("plain", "`plain`"), ("a`b", "``a`b``"), ("``", "``` `` ```"), ("a|b", "`a\\|b`"), ("x\ny", "`x y`"), ("", ""),
        ])
    func codeSpansHoldWhateverIsInside(text: String, span: String) {
        #expect(Escaping.markdownCode(text) == span)
    }

    @Test func proseStartsNoMarkupAndNoMention() {
        let escaped = Escaping.markdownProse("<b>*x* [y](z) | @team #12 :fox: a_b _c_")
        #expect(escaped == "&lt;b&gt;\\*x\\* \\[y\\](z) \\| @<!-- -->team #<!-- -->12 :<!-- -->fox: a_b \\_c\\_")
    }

    @Test func linksCarryNoSchemeQuoteOrSpace() {
        #expect(Escaping.link("a b/\"><img>/ü.png") == "a%20b/%22%3E%3Cimg%3E/%C3%BC.png")
        let links = Links(ModelSettings(base: "", runFolder: ""))
        #expect(links.href("javascript:alert(1)") == "./javascript%3Aalert%281%29")
    }

    @Test func absolutePathsBecomeRelativeOrStayUnsaid() {
        let known = Links(ModelSettings(base: "../", runFolder: "/home/ada/runs/one"))
        #expect(known.href("/home/ada/out/flux/a.png") == "../../../out/flux/a.png")
        #expect(known.shown("/srv/media/a.png") == "a.png")
        #expect(known.href("/srv/media/a.png").isEmpty)
    }
}
