import Media
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

    /// One line for each branch, code and message; a refused credential first, whatever its cells say.
    @Test func failuresAreToldOnceWithTheirCases() throws {
        let run = try SampleRun()
        var pictures = try run.pictures(width: 48)
        try run.remove()
        for index in pictures.cases.indices {
            pictures.cases[index].results[1] = run.failed("lumen-2", seed: index)
            var refusal = run.failed("pixelforge", seed: index)
            refusal.tries = index == 2 ? 1 : 0
            refusal.error = FailureRecord(code: "credential_refused", message: index == 2 ? "HTTP 401" : "not tried: HTTP 401")
            pictures.cases[index].results[2] = refusal
        }
        let lines = TerminalSummary(width: 200).text(run.record([pictures])).split(separator: "\n")
        let told = lines.drop { !$0.hasPrefix("refused") }.prefix(3)
        #expect(
            Array(told) == [
                "refused images/pixelforge did not accept the credential: HTTP 401; nothing more of it was tried (6 outputs: img-01, img-02, img-03 and 3 more)",
                "failed  images/lumen-2 rate_limited: HTTP 429, gave up after 4 tries (6 outputs: img-01, img-02, img-03 and 3 more)",
                "failed  images/sketchlite rate_limited: HTTP 429, gave up after 4 tries (1 output: img-06)",
            ])
        #expect(lines.contains { $0.hasPrefix("13 outputs failed") })
    }

    @Test func aRunWithoutAComparisonTellsItsSteps() throws {
        let run = try SampleRun()
        let voices = try run.voices(branches: ["gb"], cases: 2)
        try run.remove()
        var record = run.record([])
        record.steps = [
            StepRecord(
                id: "speak", type: "text_to_speech", kind: .audio, isList: false, branch: voices.branches[0], strategy: nil,
                successfulCount: 1, failedCount: 1, cancelledCount: 0, totalCost: nil,
                cases: [
                    voices.cases[0],
                    CaseRecord(
                        id: "vo-02", prompt: nil, reference: nil, transcript: nil, tags: [], columns: [:],
                        results: [run.failed("gb", seed: 2)], verdicts: []),
                ])
        ]
        let text = TerminalSummary(width: 100).text(record)
        #expect(text.hasPrefix("speak: 1 output of gb-2026-10, 1 failed, cost unknown\n"))
        #expect(text.contains("failed  speak/gb rate_limited: HTTP 429, gave up after 4 tries (1 output: vo-02)"))
    }

    @Test func aRunThatStoppedSaysWhy() throws {
        let run = try SampleRun()
        try run.remove()
        var record = run.record([])
        record.run.status = .partial
        record.run.stoppedBecause = "the next output would pass --max-cost 5.00"
        #expect(TerminalSummary(width: 100).text(record).contains("stopped early: the next output would pass --max-cost 5.00; it can"))
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
