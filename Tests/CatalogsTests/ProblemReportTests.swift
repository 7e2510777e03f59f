import Catalogs
import Testing

@Suite struct ProblemReportTests {
    private let source = "name: demo\nsteps:\n  - paralel_steps: []\n"

    @Test func theCaretStandsUnderTheKey() {
        let place = SourcePlace(file: "a.yaml", line: 3, column: 5)
        let problems = Problems([Problem("unknown key 'paralel_steps'", at: place, length: 13, remedy: "did you mean 'parallel_steps'?")])
        #expect(
            ProblemReport(problems, sources: ["a.yaml": source]).text == """
                error: unknown key 'paralel_steps'
                  --> a.yaml:3:5
                  |
                3 |   - paralel_steps: []
                  |     ^^^^^^^^^^^^^ did you mean 'parallel_steps'?

                1 error
                """)
    }

    @Test func problemsStandInTheOrderOfTheFile() {
        let problems = Problems([
            Problem("second", at: SourcePlace(file: "a", line: 9, column: 1)),
            Problem("first", at: SourcePlace(file: "a", line: 2, column: 8)),
            Problem("whole file"),
        ])
        #expect(problems.list.map(\.message) == ["whole file", "first", "second"])
    }

    @Test func atMostTwentyAreShown() {
        let problems = Problems((1...25).map { Problem("p\($0)", at: SourcePlace(file: "a", line: $0, column: 1)) })
        let text = ProblemReport(problems, sources: [:]).text
        #expect(text.contains("p20") && !text.contains("p21\n") && text.contains("and 5 more") && text.hasSuffix("25 errors"))
    }

    @Test func controlCharactersCannotReachTheTerminal() {
        let problems = Problems([Problem("bad \u{1B}]52;c;x\u{07} and \u{202E}", at: nil)])
        let text = ProblemReport(problems, sources: [:]).text
        #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
        #expect(text.contains("\\u{1B}]52;c;x\\u{7}"))
    }

    @Test func annotationsEscapeWhatWouldEndThem() {
        let problems = Problems([Problem("100% wrong\nreally", at: SourcePlace(file: "a,b.yaml", line: 1, column: 2))])
        #expect(ProblemReport(problems, sources: [:]).annotations == "::error file=a%2Cb.yaml,line=1,col=2::100%25 wrong%0Areally")
    }
}
