import Catalogs
import Crypto
import Foundation
import Pipeline
import Testing

@testable import Reports

@Suite struct HTMLReportTests {
    private func page(_ record: RunRecord, _ run: SampleRun) throws -> String {
        var options = Options(of: "single")
        var context = ReportContext(runFolder: run.folder.path)
        context.reports = ["report.html", "results.json"]
        return try SingleFileReport(options: &options).render(record, in: context)
    }

    @Test func hostileTextStaysText() throws {
        let run = try SampleRun()
        let html = try page(run.hostile(), run)
        try run.remove()
        let scan = PageScan(html)
        #expect(scan.problems == [])
        #expect(scan.tags["script"] == 1 && scan.tags["style"] == 1)
        #expect(hidden(in: html) == [])
        #expect(html.contains("&lt;/script&gt;&lt;script&gt;alert(1)"))
        #expect(html.contains(Hostile.longLine))
    }

    @Test func nothingInlineActsAndNothingIsFetched() throws {
        let run = try SampleRun()
        let html = try page(run.hostile(), run)
        try run.remove()
        let scan = PageScan(html)
        #expect(scan.attributes.filter { $0.name == "style" || $0.name.hasPrefix("on") }.map(\.name) == [])
        for attribute in scan.attributes where ["href", "src"].contains(attribute.name) {
            let allowed =
                attribute.name == "href"
                ? ["#", "outputs/", "results.json", "./javascript%3A"]
                : ["data:image/png;base64,", "data:image/jpeg;base64,", "data:audio/wav;base64,"]
            #expect(allowed.contains { attribute.value.hasPrefix($0) }, "\(attribute.tag) \(attribute.value.prefix(60))")
        }
        #expect(!scan.style.contains("url(") && !scan.style.contains("@import"))
        #expect(!scan.script.contains("fetch(") && !scan.script.contains("innerHTML") && !scan.script.contains("eval("))
    }

    @Test func thePolicyNamesTheOneStyleAndTheOneScript() throws {
        let run = try SampleRun()
        let html = try page(run.record([]), run)
        try run.remove()
        let scan = PageScan(html)
        // CSP 3, 2.3.1: the hash of the element's text, base64.
        let policy = scan.values(of: "content").first { $0.hasPrefix("default-src") } ?? ""
        for text in [scan.style, scan.script] {
            #expect(
                policy.contains("'sha256-\(Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString())'".replacing("'", with: "&#39;")))
        }
        #expect(policy.hasPrefix("default-src &#39;none&#39;; img-src data:; media-src data:;"))
        #expect(scan.values(of: "content").contains("noindex") && scan.values(of: "content").contains("no-referrer"))
    }

    @Test func everyIdStandsOnceAndEveryLinkOfThePageLeadsSomewhere() throws {
        let run = try SampleRun()
        let pictures = try run.pictures(width: 64)
        let html = try page(run.record([pictures, pictures, try run.voices(branches: ["gb", "us"])]), run)
        try run.remove()
        let scan = PageScan(html)
        let ids = scan.values(of: "id")
        #expect(Set(ids).count == ids.count)
        for link in scan.values(of: "href") where link.hasPrefix("#") { #expect(ids.contains(String(link.dropFirst())), "\(link)") }
    }

    @Test func theSameRecordAndFilesGiveTheSameBytes() throws {
        let run = try SampleRun()
        let record = run.record([try run.pictures(width: 64), try run.voices(branches: ["gb", "us"])])
        let (first, second) = (try page(record, run), try page(record, run))
        try run.remove()
        #expect(first == second)
        #expect(!first.contains(run.folder.path) && !first.contains(NSTemporaryDirectory()))
    }

    @Test func styleScriptAndPageStayInTheirBudgets() throws {
        let templates = try Templates.standard()
        #expect(try templates.asset("report.css").utf8.count <= 20_000)
        #expect(try templates.asset("report.js").utf8.count <= 30_000)
        let run = try SampleRun()
        let record = run.record([try run.pictures(cases: 6, width: 64)])
        try FileManager.default.removeItem(at: run.folder.appendingPathComponent("outputs"))
        let html = try page(record, run)
        try run.remove()
        #expect(html.utf8.count < 400_000)
    }

    @Test func aSmallWindowOfTheVerdictComesFirst() throws {
        let run = try SampleRun()
        let record = run.record([try run.pictures(width: 64)])
        let html = try page(record, run)
        try run.remove()
        let order = ["id=\"verdict\"", "Leaderboard: images", "Cases: images", "id=\"failures\"", "id=\"help\"", "id=\"reproduce\""]
        let places = try order.map { try #require(html.range(of: $0)).lowerBound }
        #expect(places == places.sorted())
    }
}
