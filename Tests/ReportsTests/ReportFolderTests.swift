import Foundation
import Pipeline
import Testing

@testable import Reports

/// The report as a folder of pages and media.
@Suite struct ReportFolderTests {
    private func files(_ run: SampleRun, in folder: String = "report") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(run.folder.path)/\(folder)").sorted()
    }

    private func text(_ run: SampleRun, _ name: String) throws -> String {
        try String(contentsOfFile: "\(run.folder.path)/report/\(name)", encoding: .utf8)
    }

    /// Many cases that show nothing but numbers.
    private func long(_ run: SampleRun, cases: Int) throws -> Comparison {
        var pictures = try run.pictures(branches: ["aurora-xl", "lumen-2"], cases: 2, width: 32)
        let model = pictures.cases[0]
        pictures.cases = (0..<cases).map { number in
            var one = model
            one.id = "img-\(number)"
            one.prompt = "prompt number \(number) of a fox & <b>"
            for index in one.results.indices { one.results[index].path = nil }
            return one
        }
        return pictures
    }

    @Test func everythingAPageNamesStandsBesideIt() throws {
        let run = try SampleRun()
        _ = try writeReports(
            run.record([try run.pictures(width: 64), try run.voices(branches: ["gb", "us"])]), in: run.folder.path, formats: ["html"])
        let page = try text(run, "index.html")
        let scan = PageScan(page)
        #expect(scan.problems == [])
        #expect(scan.tags["style"] == nil)
        let named = scan.attributes.filter { $0.name == "src" || $0.name == "href" && ["link"].contains($0.tag) }.map(\.value)
        #expect(named.contains { $0.hasSuffix(".wav") } && named.contains { $0.hasSuffix(".jpg") })
        for name in named where !name.hasPrefix("data:") {
            #expect(FileManager.default.fileExists(atPath: "\(run.folder.path)/report/\(name)"), "\(name)")
        }
        for sound in named where sound.hasSuffix(".wav") {
            let script = try text(run, sound.replacing(".wav", with: ".js"))
            #expect(script.hasPrefix("bakeoffSound(\"\(sound)\",\""))
        }
        try run.remove()
    }

    @Test func equalFilesStandOnce() throws {
        let run = try SampleRun()
        let pictures = try run.pictures(cases: 1, width: 64)
        let path = { (branch: String) in "\(run.folder.path)/outputs/images/img-01/\(branch).png" }
        try FileManager.default.removeItem(atPath: path("lumen-2"))
        try FileManager.default.copyItem(atPath: path("aurora-xl"), toPath: path("lumen-2"))
        _ = try writeReports(run.record([pictures]), in: run.folder.path, formats: ["html"])
        let sources = PageScan(try text(run, "index.html")).values(of: "src").filter { $0.hasSuffix(".png") || $0.hasSuffix(".jpg") }
        #expect(Set(sources).count < sources.count)
        try run.remove()
    }

    @Test func whatAnEarlierReportLeftIsRemovedAndNothingElse() throws {
        let run = try SampleRun()
        _ = try writeReports(run.record([try long(run, cases: 230)]), in: run.folder.path, formats: ["html"])
        #expect(try files(run).contains("cases-0002.html"))
        try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(run.folder.path)/report/notes.html"))
        try FileManager.default.createDirectory(atPath: "\(run.folder.path)/report/media", withIntermediateDirectories: true)
        try Data("old".utf8).write(to: URL(fileURLWithPath: "\(run.folder.path)/report/media/0123456789abcdef0123.png"))
        _ = try writeReports(run.record([]), in: run.folder.path, formats: ["html"])
        let left = try files(run)
        #expect(left.count == 5 && left.contains("notes.html") && !left.contains("cases-0002.html"))
        #expect(try files(run, in: "report/media").isEmpty)
        try run.remove()
    }

    @Test func longListsTurnThePageAndEveryCaseStandsOnce() throws {
        let run = try SampleRun()
        _ = try writeReports(run.record([try long(run, cases: 730)]), in: run.folder.path, formats: ["html"])
        let pages = ["index.html"] + (try files(run)).filter { $0.hasPrefix("cases-") }
        var anchors: [String] = []
        for (number, name) in pages.enumerated() {
            let page = try text(run, name)
            let scan = PageScan(page)
            let ids = scan.attributes.filter { $0.tag == "details" && $0.name == "id" }.map(\.value)
            #expect(ids.count <= 100 && page.utf8.count <= (number == 0 ? 400_000 : 150_000), "\(name) \(ids.count) \(page.utf8.count)")
            #expect(scan.problems == [], "\(name)")
            #expect(page.contains("rel=\"next\"") == (number + 1 < pages.count), "\(name)")
            #expect(number == 0 || page.contains("rel=\"prev\" href=\"\(pages[number - 1])\""), "\(name)")
            anchors += ids
        }
        #expect(anchors.count == 730 && Set(anchors).count == 730)
        try run.remove()
    }

    @Test func theIndexLeadsToEveryCase() throws {
        let run = try SampleRun()
        _ = try writeReports(run.record([try long(run, cases: 230)]), in: run.folder.path, formats: ["html"])
        let script = try text(run, "search.js")
        #expect(!script.contains("<") && !script.contains("&") && script.contains("\\u003Cb\\u003E"))
        let json = script.dropFirst("bakeoffSearch(".count).dropLast(2)
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String]])
        #expect(rows.count == 230)
        for row in rows {
            let parts = row[0].split(separator: "#", omittingEmptySubsequences: false).map(String.init)
            let page = try text(run, parts[0].isEmpty ? "index.html" : parts[0])
            #expect(page.contains("id=\"\(parts[1])\""))
        }
        try run.remove()
    }

    @Test func aBarLeadsToThePageOfItsCase() throws {
        let run = try SampleRun()
        _ = try writeReports(run.record([try long(run, cases: 180)]), in: run.folder.path, formats: ["html"])
        let links = PageScan(try text(run, "index.html")).values(of: "href").filter { $0.hasPrefix("cases-") && $0.contains("#") }
        #expect(!links.isEmpty)
        for link in links {
            let parts = link.split(separator: "#").map(String.init)
            #expect(try text(run, parts[0]).contains("id=\"\(parts[1])\""), "\(link)")
        }
        try run.remove()
    }

    @Test func whatLooksPrivateIsSaidBeforeItIsShared() throws {
        let run = try SampleRun()
        var pictures = try run.pictures(cases: 2, width: 32)
        pictures.cases[1].prompt = "write to ada@example.org"
        _ = try writeReports(run.record([pictures]), in: run.folder.path, formats: ["html"])
        #expect(try text(run, "index.html").contains("it holds what looks like a mail address (the prompt of img-02)."))
        try run.remove()
    }
}
