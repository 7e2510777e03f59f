import Pipeline
import Testing

@testable import Reports

@Suite struct TerminalSummaryTests {
    @Test func theSummaryOfTwoComparisonsReadsLikeThis() throws {
        let run = try SampleRun()
        let record = run.record([try run.pictures(width: 48)])
        try run.remove()
        let text = TerminalSummary(width: 100).text(record, report: "runs/x/report/index.html")
        #expect(
            text == """
                images  aurora-xl is the clear winner: it scores +4.5 above lumen-2 (95% interval +3.3 to +5.8),
                        wins 5 of 6.
                        Rests on descriptors alone.
                        aurora-xl costs 2.2× as much as lumen-2 ($0.040 an image against $0.018 an image).
                        aurora-xl takes 2.0× as long as lumen-2 (6.8 s against 3.4 s).
                        sketchlite failed in 1 of 6 cases (17%, 95% interval 2% to 31%); failures count as 0 points
                        and as losses.

                  rank  model       score  95% interval  wins  cost/img    p50    p95  failed
                  1     aurora-xl    79.3     77.5–80.9  100%    $0.040  6.8 s  9.0 s       0
                  2–4   lumen-2      74.8     73.0–76.4   75%    $0.018  3.4 s  4.5 s       0
                  2–4   pixelforge   68.5     66.7–70.1   50%    $0.012  2.3 s  3.0 s       0
                  2–4   sketchlite   53.5     51.7–55.1   25%    $0.003  1.7 s  2.2 s       1

                failed  images/sketchlite rate_limited: HTTP 429, gave up after 4 tries (1 output: img-06)

                2 outputs from cache: nothing was spent on them.
                1 output failed (see the report). Retry: bakeoff run storybook.yaml --seed 1000 --resume --only failed
                Report: runs/x/report/index.html

                """)
    }

    @Test(arguments: [40, 60, 80]) func linesFitTheWindow(width: Int) throws {
        let run = try SampleRun()
        let record = run.record([try run.pictures(width: 48)])
        try run.remove()
        let lines = TerminalSummary(width: width).text(record).split(separator: "\n").filter { !$0.contains("Retry:") }
        for line in lines { #expect(displayWidth(String(line)) <= width, "\(line)") }
        #expect(lines.contains { $0.contains("rank") && $0.contains("score") })
    }

    @Test func namesCannotActOnTheTerminal() throws {
        let run = try SampleRun()
        let text = TerminalSummary(width: 100).text(try run.hostile())
        try run.remove()
        #expect(hidden(in: text) == [])
        #expect(text.contains("␛]52;c;"))
    }

    @Test func colourIsOnlyWhereItIsAskedFor() throws {
        let run = try SampleRun()
        let record = run.record([try run.pictures(width: 48)])
        try run.remove()
        #expect(!TerminalSummary().text(record).contains("\u{1B}"))
        #expect(TerminalSummary(isColoured: true).text(record).contains("\u{1B}[1;32maurora-xl is the clear winner"))
    }

    @Test func wideAndCombiningCharactersAreMeasuredAsShown() {
        #expect(displayWidth("日本") == 4)
        #expect(displayWidth("e\u{301}") == 1)
        #expect(displayWidth("🦊") == 2)
        #expect(displayWidth("plain–×") == 7)
    }
}
