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
        #expect(text.contains("<img src=\"outputs/images/img-01/aurora-xl.png\" width=\"240\" alt=\"A\">"))
        #expect(text.contains("[original WAV](<outputs/voices/vo-01/gb.wav>)"))
    }
}
