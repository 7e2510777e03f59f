import Catalogs
import Foundation
import Pipeline
import Testing

@testable import Reports

@Suite struct MarkdownReportTests {
    private func texts(_ record: RunRecord, _ run: SampleRun) throws -> [String] {
        var options = Options(of: "markdown")
        let context = ReportContext(runFolder: run.folder.path)
        return [
            try MarkdownReport(options: &options).render(record, in: context),
            try SummaryReport(options: &options).render(record, in: context),
        ]
    }

    /// The text with every code span (CommonMark 6.1) taken out.
    private func withoutCode(_ line: String) -> String {
        var kept = ""
        var rest = Substring(line)
        while let start = rest.firstIndex(of: "`") {
            let fence = rest[start...].prefix { $0 == "`" }
            kept += rest[..<start]
            rest = rest[fence.endIndex...]
            var end = rest.startIndex
            while end < rest.endIndex {
                let run = rest[end...].prefix { $0 == "`" }
                if run.count == fence.count { break }
                end = run.isEmpty ? rest.index(after: end) : run.endIndex
            }
            guard end < rest.endIndex else { return kept + fence + rest }
            rest = rest[rest.index(end, offsetBy: fence.count)...]
        }
        return kept + rest
    }

    private func cells(_ line: Substring) -> Int {
        line.replacing("\\|", with: "").count { $0 == "|" }
    }

    @Test func tablesKeepTheirShapeUnderHostileText() throws {
        let run = try SampleRun()
        let texts = try texts(run.hostile(), run)
        try run.remove()
        for text in texts {
            var width: Int?
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                guard line.hasPrefix("|") else {
                    width = nil
                    continue
                }
                #expect(cells(line) == width ?? cells(line), "\(line.prefix(200))")
                width = width ?? cells(line)
            }
        }
    }

    @Test func hostileTextFiresNothing() throws {
        let run = try SampleRun()
        let texts = try texts(run.hostile(), run)
        try run.remove()
        for text in texts {
            for line in text.split(separator: "\n") {
                let prose = withoutCode(String(line))
                #expect(!prose.contains("<script") && !prose.contains("<img src=x"), "\(prose.prefix(200))")
                #expect(!prose.contains("@team") && !prose.contains("#12"), "\(prose.prefix(200))")
            }
            #expect(hidden(in: text) == [])
        }
    }

    @Test func theSummaryFitsACommentAndSaysWhatWasCut() throws {
        let run = try SampleRun()
        var pictures = try run.pictures(width: 48)
        pictures.verdict.warnings = [String(repeating: "word ", count: 60)]
        let whole = run.record(
            (0..<40).map { number in
                var one = pictures
                one.groupId = "images-\(number)"
                return one
            })
        let summary = try texts(whole, run)[1]
        try run.remove()
        #expect(summary.count <= 60_000)
        #expect(summary.hasPrefix("<!-- bakeoff:storybook -->\n"))
        #expect(summary.contains("Shortened to fit a comment"))
    }

    @Test func picturesAndSoundsAreRelativeLinks() throws {
        let run = try SampleRun()
        let text = try texts(run.record([try run.pictures(width: 48), try run.voices(branches: ["gb", "us"])]), run)[0]
        try run.remove()
        #expect(text.contains("<img src=\"outputs/images/img-01/aurora-xl.png\" width=\"240\" alt=\"A aurora-xl\">"))
        #expect(text.contains("[listen](<outputs/voices/vo-01/gb.wav>)"))
    }

    @Test func partsStandInTheOrderOfTheContract() throws {
        let run = try SampleRun()
        let gates = [ReleaseGateResult(rule: "failed > 2%", groupId: "images", result: .fail, detail: "1 of 24 outputs failed")]
        let record = run.record([try run.pictures(width: 32), try run.voices(branches: ["gb", "us"])], gates: gates)
        let text = try texts(record, run)[0]
        try run.remove()
        let parts = [
            "# storybook", "## images: Clear winner", "## voices: Not enough cases", "### Leaderboard: images",
            "![aurora-xl is the clear winner",
            "### Cases won in images", "### Cost and time: images", "### Cases: images", "#### `img-0", "### Leaderboard: voices",
            "### Cases: voices", "## Release gates", "## Failures", "## Reproduce",
        ]
        let places = try parts.map { part in try #require(text.firstRange(of: part)?.lowerBound, "\(part)") }
        #expect(places == places.sorted())
    }

    @Test func casesPastTheTwentiethAreFoldedAndPastTwoHundredLeftOut() throws {
        let run = try SampleRun()
        var pictures = try run.pictures(width: 32)
        pictures.cases = (0..<250).map { number in
            var one = pictures.cases[number % 5]
            one.id = "case-\(number)"
            return one
        }
        let text = try texts(run.record([pictures]), run)[0]
        try run.remove()
        #expect(text.matches(of: #/(?m)^#### `case-/#).count == 200)
        #expect(text.matches(of: #/(?m)^<details><summary>Case \d+ of 250: case-\d+</summary>\n\n#### `/#).count == 180)
        #expect(text.matches(of: #/(?m)^</details>\n\n/#).count == 180)
        #expect(text.contains("Listed: 200 of 250 cases"))
    }

    @Test func aSpectrogramIsShownWhereItsFileIsKnown() throws {
        let run = try SampleRun()
        let record = run.record([try run.voices(branches: ["gb", "us"], cases: 1)])
        try run.remove()
        var options = Options(of: "markdown")
        let context = ReportContext(runFolder: run.folder.path)
        #expect(try !MarkdownReport(options: &options).render(record, in: context).contains("spectrogram"))
        context.files.spectrograms = ["outputs/voices/vo-01/us.wav": "report/media/12ab.png"]
        let text = try MarkdownReport(options: &options).render(record, in: context)
        #expect(text.contains("\n|  | <img src=\"report/media/12ab.png\" width=\"240\" alt=\"spectrogram\"> |\n"))
    }

    @Test func aSummaryIsShortAndShowsPicturesOnlyFromAnAddress() throws {
        let run = try SampleRun()
        let record = run.record([try run.pictures(width: 32), try run.voices(branches: ["gb", "us", "sc"])])
        try run.remove()
        var options = Options(of: "summary")
        var context = ReportContext(runFolder: run.folder.path)
        let report = SummaryReport(options: &options)
        let plain = try report.render(record, in: context)
        #expect(plain.count < 4000 && !plain.contains("<img") && !plain.contains("!["), "\(plain.count) characters")
        #expect(report.companions(of: record, in: context).isEmpty)
        context.settings.assetBase = "https://example.org/a b/\">"
        let shown = try report.render(record, in: context)
        #expect(shown.contains("<img src=\"https://example.org/a%20b/%22%3E/outputs/images/img-0"))
        let chart = try #require(report.companions(of: record, in: context).first)
        #expect(shown.contains("](<https://example.org/a%20b/%22%3E/\(chart.path)>)"))
        #expect(chart.text.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" "))
    }

    @Test func whatIsCutFromASummaryIsSaid() throws {
        let run = try SampleRun()
        let record = run.record([try run.pictures(width: 32)])
        try run.remove()
        func model(_ cut: SummaryReport.Cut) -> SummaryModel { SummaryModel(record, cut: cut, title: nil) }
        #expect(model(.nothing).cutNote.isNull && model(.nothing).parts[0].hasGaps && model(.nothing).hasFailures)
        #expect(!model(.gaps).parts[0].hasGaps && model(.gaps).hasFailures)
        #expect(model(.gaps).cutNote.plain.contains("the largest gaps are left out"))
        #expect(!model(.failures).hasFailures && model(.rows).cutNote.plain.contains("models past the tenth"))
    }
}
