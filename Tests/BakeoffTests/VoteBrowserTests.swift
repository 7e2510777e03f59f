import Foundation
import Testing

/// Whole sessions of votes in a browser, from a run to the report; the scripts are in Tests/Browser.
@Suite(.serialized) struct VoteBrowserTests {
    private let folder: Folder
    private let run: String

    init() throws {
        folder = try Folder()
        run = try VotedFolder.run(in: folder)
    }

    private func script(_ name: String, _ arguments: String...) throws -> [String: Any] { try BrowserScript.run(name, arguments).object }

    private func rank(_ arguments: String...) throws -> [String: Any] {
        let result = try Program.run(["rank", run] + arguments + ["--json"], in: folder.path)
        #expect(result.status == 0, "\(result.errors)")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        return try #require((document["rankings"] as? [[String: Any]])?.first)
    }

    private func isClean(_ found: [String: Any]) {
        for list in ["axe", "complaints", "foreign"] { #expect(found[list] as? [String] == [], "\(list): \(found[list] ?? "")") }
        #expect(found["overflow"] as? Int == 0 && found["dialogs"] as? Int == 0)
    }

    @Test func twentyPairsOverTheServerEndInTheReport() throws {
        let found = try script("vote_served.py", Program.path, run)
        isClean(found)
        #expect(found["status"] as? Int32 == 0 || found["status"] as? Int == 0, "\(found["errors"] ?? "")")
        #expect(found["total"] as? Int == 20 && found["early"] as? String == "true")
        #expect((found["progress"] as? [String])?.first == "1 of 20")
        // After the fourth trial the third was answered again, and none was lost.
        #expect(found["counts"] as? [Int] == Array(1...20))
        #expect((found["thanks"] as? String)?.contains("Every answer is saved") == true)
        #expect((found["output"] as? String)?.hasPrefix("images: ") == true)
        let human = try #require(try rank("--group", "images")["human"] as? [String: Any])
        #expect(human["answers"] as? Int == 16 && human["listeners"] as? Int == 1 && human["method"] as? String == "pairwise")
        #expect(try Program.run("report", run, "--format", "html,md,summary", in: folder.path).status == 0)
        let page = try String(contentsOfFile: "\(run)/report/index.html", encoding: .utf8)
        let text = try #require(human["text"] as? String)
        let markdown = try String(contentsOfFile: "\(run)/report.md", encoding: .utf8)
        #expect(page.contains("People: ") && page.contains(text) && markdown.contains("People: "))
        let voices = try #require(page.range(of: "People: ")), metrics = try #require(page.range(of: "The metrics say"))
        #expect(voices.lowerBound < metrics.lowerBound)
    }

    @Test func anExportedFolderWorksFromFilesAndComesBack() throws {
        let export = try Program.run(
            "vote", "export", run, "ballot", "--group", "voices", "--per-listener", "6", "--hide-text", in: folder.path)
        #expect(export.status == 0, "\(export.errors)")
        let found = try script("vote_static.py", "\(folder.path)/ballot", "\(folder.path)/votes.json")
        isClean(found)
        #expect((found["without"] as? String)?.contains("Voting needs JavaScript") == true)
        #expect(found["same"] as? Bool == true && found["answers"] as? Int == found["total"] as? Int)
        #expect(found["lists"] as? [Int] == [2] && found["headphones"] as? Bool == true)
        #expect((found["early"] as? String)?.hasPrefix("1 of") == true && (found["resumed"] as? String)?.hasPrefix("2 of") == true)
        #expect(found["reason"] as? String == "clearer, <b>\"warmer\"</b>")
        let before = try folder.read("votes.json")
        let imported = try Program.run("vote", "import", run, "votes.json", in: folder.path)
        #expect(imported.status == 0 && imported.output.hasPrefix("voices: "), "\(imported.errors)")
        #expect(try folder.read("votes.json") == before)
        let again = try Program.run("vote", "import", run, "votes.json", in: folder.path)
        #expect(again.status == 65 && again.errors.contains("is in the run already"))
        let human = try #require(try rank("--group", "voices", "--votes", "votes.json")["human"] as? [String: Any])
        #expect(human["listeners"] as? Int == 1 && (human["ballots"] as? [String])?.count == 1)
    }

    @Test func hostileRequestsAreAnsweredAndNothingBreaks() throws {
        let found = try script("vote_hostile.py", Program.path, run)
        let statuses = try #require(found["statuses"] as? [String: Int])
        let expected = [
            "page": 200, "no token": 403, "wrong token": 403, "up": 404, "up encoded": 404, "absolute": 404, "junk": 400, "empty": 400,
            "unlike": 400, "no listener": 422, "form": 415, "method": 405, "large": 413, "said to be large": 413, "chunked": 411,
            "afterwards": 200, "deep": 400,
        ]
        #expect(statuses == expected)
        #expect(found["alive"] as? Bool == true && found["status"] as? Int == 0, "\(found["errors"] ?? "")")
    }
}
