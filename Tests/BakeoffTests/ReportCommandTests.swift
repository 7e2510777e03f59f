import Foundation
import Testing

/// `bakeoff report` and what GitHub Actions is told.
@Suite struct ReportCommandTests {
    private let folder: Folder
    private let run: String

    /// A small finished run.
    init() throws {
        folder = try Folder()
        try folder.write(Self.pipeline, to: "toys.yaml")
        let result = try Program.run("run", "toys.yaml", "--report", "csv,junit,summary", in: folder.path)
        #expect(result.status == 0, "\(result.errors)")
        run = try folder.onlyRun()
    }

    private static let pipeline = """
        name: toys
        prompt: a red kite over the sea
        steps:
          - type: parallel_group
            group_id: images
            merge_strategy: best_quality
            parallel_steps:
              - {id: crisp, type: text_to_image, model: demo, params: {quality: clean}}
              - {id: soft, type: text_to_image, model: demo, params: {quality: soft}}
        """

    private func text(_ name: String) throws -> String { try String(contentsOfFile: "\(run)/\(name)", encoding: .utf8) }

    @Test func aPipelineMayAskForTablesAndTestCases() throws {
        #expect(try text("results.csv").hasPrefix("run,comparison,case,repeat,branch,status,metric,value,"))
        #expect(try text("junit.xml").contains("<testcase classname=\"bakeoff.images.crisp\""))
        #expect(try text("summary.md").hasPrefix("<!-- bakeoff:toys -->\n"))
        #expect(try text("summary.md").count < 4000 && !text("summary.md").contains("<img"))
    }

    @Test func titlesTablesAndAddressesAreTaken() throws {
        let made = try Program.run(
            "report", run, "--format", "csv,summary,md", "--wide", "--csv-raw", "--title", "Kites, November", "--asset-base-url",
            "https://example.org/runs/1", in: folder.path)
        #expect(made.status == 0, "\(made.errors)")
        #expect(try text("results.csv").hasPrefix("run,comparison,case,tags,verdict,winner,margin,crisp.status,"))
        #expect(try text("report.md").hasPrefix("# Kites, November\n"))
        #expect(try text("summary.md").contains("<img src=\"https://example.org/runs/1/outputs/images/"))
    }

    @Test(
        arguments: [
            (["--wide"], "--wide"), (["--csv-raw"], "--csv-raw"), (["--format", "cvs"], "did you mean 'csv'?"),
            (["--format", "summary", "--asset-base-url", "ftp://x"], "https://"), (["--asset-base-url", "https://x"], "summary"),
        ])
    func whatHasNoEffectIsWrongUse(options: [String], word: String) throws {
        let result = try Program.run(["report", run] + options, in: folder.path)
        #expect(result.status == 64 && result.errors.contains(word), "\(result.errors)")
    }

    /// The files are there either way; what differs is what a script is told.
    @Test func aRunThatStoppedEarlyIsReportedAndSaysSo() throws {
        let results = try text("results.json").replacing("\"status\" : \"complete\"", with: "\"status\" : \"partial\"")
        try Data(results.utf8).write(to: URL(fileURLWithPath: "\(run)/results.json"))
        let plain = try Program.run("report", run, "--format", "md", in: folder.path)
        #expect(plain.status == 75 && plain.errors.contains("--accept-partial"))
        #expect(try text("report.md").contains("This run stopped early."))
        #expect(try Program.run("report", run, "--format", "md", "--accept-partial", in: folder.path).status == 0)
    }

    // MARK: GitHub

    private func runUnderActions(_ options: [String] = [], summary: String) throws -> Program.Result {
        try Program.run(
            ["run", "toys.yaml", "--quiet", "--report", "json"] + options, in: folder.path,
            environment: ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary])
    }

    @Test func theSummaryIsAddedToThatOfTheJob() throws {
        try folder.write("# What was there\n", to: "job.md")
        #expect(try runUnderActions(summary: "\(folder.path)/job.md").status == 0)
        let job = try folder.read("job.md")
        #expect(job.hasPrefix("# What was there\n<!-- bakeoff:toys -->\n") && job.contains("crisp"))
    }

    @Test func aFullJobSummaryIsLeftAloneAndAnUnwritableOneIsAWarning() throws {
        try folder.write(String(repeating: "x", count: 899_900), to: "full.md")
        let full = try runUnderActions(summary: "\(folder.path)/full.md")
        #expect(full.status == 0 && full.errors.contains("warning: the job summary is full"))
        #expect(try folder.read("full.md").utf8.count == 899_900)
        let nowhere = try runUnderActions(summary: "\(folder.path)/none/job.md")
        #expect(nowhere.status == 0 && nowhere.errors.contains("::warning title=bakeoff::the job summary is not written"))
    }

    @Test func aGateThatFailsAndAnErrorAreAnnotations() throws {
        let failed = try runUnderActions(["--fail-on", "cost >= 0"], summary: "\(folder.path)/job.md")
        #expect(failed.status == 1)
        #expect(failed.errors.contains("::error title=release gate::'cost >= 0' holds in images: cost is $0"))
        let missing = try Program.run("report", "nowhere", in: folder.path, environment: ["GITHUB_ACTIONS": "true"])
        #expect(missing.errors.contains("::error title=bakeoff::nowhere has no results.json"))
    }
}
