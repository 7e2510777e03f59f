import Catalogs
import Foundation
import Pipeline
import Testing

@testable import Reports

/// What every report format must do, stated once and run against each.
@Suite struct ReportFormatContractTests {
    private func records(_ run: SampleRun) throws -> [(name: String, record: RunRecord)] {
        var failed = try run.pictures(cases: 2, width: 48)
        for index in failed.cases.indices {
            failed.cases[index].results = failed.branches.map { run.failed($0.id, seed: index) }
            failed.cases[index].verdicts = [CaseVerdictRecord(repeat: 0, label: "no_eligible_output", reason: "no output was produced")]
        }
        var repeats = try run.voices(branches: ["gb", "us"], cases: 1)
        repeats.cases[0].results += repeats.cases[0].results.map { result in
            var again = result
            again.repeat = 1
            return again
        }
        return [
            ("empty", run.record([])), ("no cases", run.record([try run.pictures(cases: 0)])), ("failed", run.record([failed])),
            ("repeats", run.record([repeats])),
            ("full", run.record([try run.pictures(width: 48), try run.voices(branches: ["gb", "us", "sc"])])),
            ("hostile", try run.hostile()),
        ]
    }

    @Test(arguments: reportFormats.map { $0.name }) func rendersEveryKindOfRun(format: String) throws {
        let run = try SampleRun()
        for (name, record) in try records(run) {
            let paths = try writeReports(record, in: run.folder.path, formats: [format])
            let text = try String(contentsOfFile: paths[0], encoding: .utf8)
            #expect(!text.isEmpty && text.hasSuffix("\n"), "\(name)")
            #expect(!text.contains(run.folder.path), "\(name) shows a path of this machine")
            _ = try writeReports(record, in: run.folder.path, formats: [format])
            #expect(try String(contentsOfFile: paths[0], encoding: .utf8) == text, "\(name) differs the second time")
        }
        try run.remove()
    }

    @Test func namesAndFilesAreUnique() {
        #expect(Set(reportFormats.map { $0.name }).count == reportFormats.count)
        #expect(Set(reportFormats.map { $0.fileName }).count == reportFormats.count)
        #expect(reportFormats.map { $0.name } == reportFormats.map { $0.name }.sorted())
    }

    @Test func filesStandWhereReadersLookAndNothingElseDoes() throws {
        let run = try SampleRun()
        let paths = try writeReports(
            run.record([]), in: run.folder.path, formats: ["html", "single", "md", "summary", "json", "csv", "junit"])
        #expect(
            paths.map { $0.dropFirst(run.folder.path.count + 1) } == [
                "report/index.html", "report.html", "report.md", "summary.md", "results.json", "results.csv", "junit.xml",
            ])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: run.folder.path).sorted() == [
                "junit.xml", "report", "report.html", "report.md", "results.csv", "results.json", "summary.md",
            ])
        try run.remove()
    }

    /// The planner knows the names without knowing the formats.
    @Test func everyFormatCanBeNamedInAPipeline() {
        #expect(ReportNames.known == reportFormats.map { $0.name })
    }

    @Test func anUnknownFormatIsRefusedBeforeAnythingIsWritten() throws {
        let run = try SampleRun()
        #expect { try writeReports(run.record([]), in: run.folder.path, formats: ["json", "htm"]) } throws: {
            ($0 as? ReportError)?.code == .unknownFormat && "\($0)".contains("did you mean 'html'?")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: run.folder.path).isEmpty)
        try run.remove()
    }

    /// One value, one sentence: a reader who compares two surfaces finds the same words.
    @Test(arguments: ["better", "better_but_small", "equivalent", "too_close", "not_enough_data"])
    func everySurfaceSaysTheSameWords(label: String) throws {
        let run = try SampleRun()
        for claims in [nil, "technically cleaner"] {
            var pictures = try run.pictures(cases: 6, width: 32)
            pictures.verdict = run.overall(label, ["aurora-xl", "lumen-2", "pixelforge"], -1.4, 6, claims: claims)
            let record = run.record([pictures])
            let sentence = pictures.verdict.text
            let paths = try writeReports(record, in: run.folder.path, formats: ["html", "md", "summary", "json"])
            for path in paths { #expect(try String(contentsOfFile: path, encoding: .utf8).contains(sentence), "\(path) \(sentence)") }
            #expect(TerminalSummary(width: 1000).text(record).contains(sentence))
            if label != "not_enough_data" { #expect(sentence.contains("\u{2212}1.4")) }
        }
        try run.remove()
    }

    /// Two names for one model make every other number on the page worthless, so that every surface says it.
    @Test func everySurfaceNamesTwins() throws {
        let run = try SampleRun()
        var pictures = try run.pictures(cases: 6, width: 32)
        pictures.identicalBranches = [["aurora-xl", "lumen-2"], ["pixelforge", "sketchlite"]]
        let record = run.record([pictures])
        let paths = try writeReports(record, in: run.folder.path, formats: ["html", "md", "summary"])
        let texts = try paths.map { try String(contentsOfFile: $0, encoding: .utf8) } + [TerminalSummary(width: 1000).text(record)]
        try run.remove()
        for text in texts {
            let sentence = "gave byte-identical files in all 6 cases: the same model twice, or a parameter that is ignored."
            #expect(text.contains("aurora-xl and lumen-2 \(sentence)"))
            #expect(text.contains("pixelforge and sketchlite gave byte-identical files in all 5 cases with outputs of both: the same"))
        }
    }

    @Test func everyReportTellsAFailureOnceWithItsCases() throws {
        let run = try SampleRun()
        var pictures = try run.pictures(cases: 6, width: 32)
        for index in pictures.cases.indices { pictures.cases[index].results[3] = run.failed("sketchlite", seed: index) }
        let paths = try writeReports(run.record([pictures]), in: run.folder.path, formats: ["html", "md", "summary"])
        let texts = try paths.map { try String(contentsOfFile: $0, encoding: .utf8) }
        try run.remove()
        for text in texts { #expect(text.contains("img-01, img-02, img-03 and 3 more")) }
        #expect(texts[1].contains("| `rate_limited` `HTTP 429, gave up after 4 tries` | images | D sketchlite | 6 |"))
        #expect(texts[0].contains("img-01, img-02, img-03, img-04, img-05, img-06"), "the page has room for all of them")
    }
}
