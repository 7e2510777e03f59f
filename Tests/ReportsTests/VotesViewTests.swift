import Catalogs
import Foundation
import Pipeline
import Testing

@testable import Reports

@Suite struct VotesViewTests {
    private func rendered(_ format: any ReportFormat.Type, _ votes: VotesRecord?) throws -> String {
        let run = try SampleRun()
        var pictures = try run.pictures(width: 64)
        pictures.votes = votes
        var options = Options(of: "format")
        let text = try format.init(options: &options).render(run.record([pictures]), in: ReportContext(runFolder: run.folder.path))
        try run.remove()
        return text
    }

    @Test func peopleComeBeforeMetrics() throws {
        let votes = SampleVotes.pairwise
        for format in [HTMLReport.self, MarkdownReport.self, SummaryReport.self] as [any ReportFormat.Type] {
            let text = try rendered(format, votes)
            let people = try #require(text.range(of: votes.text.prefix(30)), "\(format)")
            let metrics = try #require(text.range(of: "is the clear winner"), "\(format)")
            #expect(people.lowerBound < metrics.lowerBound, "\(format)")
        }
    }

    @Test func withoutVotesNothingIsSaid() throws {
        #expect(!(try rendered(HTMLReport.self, nil)).contains("People:"))
        #expect(!(try rendered(MarkdownReport.self, nil)).contains("People:"))
    }

    @Test func aMetricNoBetterThanChanceIsMarked() throws {
        let html = try rendered(HTMLReport.self, SampleVotes.pairwise)
        #expect(html.contains("no better than chance: give it no weight") && html.contains("✕ 48%") && !html.contains("✕ 71%"))
        #expect(PageScan(html).problems == [])
    }

    @Test func whatListenersWroteStaysText() throws {
        var votes = SampleVotes.pairwise
        votes.question = Hostile.everything
        votes.text = Hostile.everything
        votes.warnings = Hostile.strings
        let html = try rendered(HTMLReport.self, votes)
        #expect(PageScan(html).problems == [] && hidden(in: html) == [])
        #expect(PageScan(html).tags["script"] == 1)
    }

    @Test func theRecordSurvivesResultsJSON() throws {
        let run = try SampleRun()
        var pictures = try run.pictures(width: 64)
        pictures.votes = SampleVotes.pairwise
        let record = run.record([pictures])
        try run.remove()
        #expect(try RunRecord.read(resultsJSON: record.resultsJSON()).comparisons[0].votes == SampleVotes.pairwise)
    }
}
