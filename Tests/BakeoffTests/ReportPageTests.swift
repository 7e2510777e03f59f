import Foundation
import Testing

/// The report in a real browser: from files, without a script, behind a strict policy, on paper.
@Suite(.serialized) struct ReportPageTests {
    /// What `Tests/Browser/report.py` found on the report of the demo and on a long one; looked at once.
    private static let look = Result { try Self.lookAtReports() }

    private static func all() throws -> [String: Any] { try look.get().object }

    private static func lookAtReports() throws -> BrowserScript.Findings {
        let folder = try Folder()
        var result = try Program.run("init", "demo", in: folder.path)
        result = try Program.run("run", "bakeoff.yaml", "--report", "html,single", "-q", in: folder.path + "/demo")
        guard result.status == 0 else { throw BrowserScript.Failure(description: result.errors) }
        try folder.write((1...130).map { "prompt number \($0)" }.joined(separator: "\n"), to: "long.txt")
        try folder.write(
            """
            name: long
            cases: long.txt
            models:
              toy: {provider: demo, size: 32}
            steps:
              - type: parallel_group
                group_id: images
                max_workers: 4
                merge_strategy: best_quality
                parallel_steps:
                  - {id: clean, type: text_to_image, model: toy, params: {quality: clean}}
                  - {id: soft, type: text_to_image, model: toy, params: {quality: soft}}
            """, to: "long.yaml")
        result = try Program.run("run", "long.yaml", "--report", "html", "-q", in: folder.path)
        guard result.status == 0 else { throw BrowserScript.Failure(description: result.errors) }
        let demo = "\(folder.path)/demo/runs"
        let name = try FileManager.default.contentsOfDirectory(atPath: demo)[0]
        let hostile = try hostileCopy(of: "\(demo)/\(name)", in: folder)
        return try BrowserScript.run("report.py", ["\(demo)/\(name)", try folder.onlyRun(), hostile])
    }

    /// The same run with names, prompts and words of its verdicts that would act where they are not escaped.
    private static func hostileCopy(of run: String, in folder: Folder) throws -> String {
        let copy = folder.path + "/hostile"
        try FileManager.default.copyItem(atPath: run, toPath: copy)
        try FileManager.default.removeItem(atPath: copy + "/report")
        let acting = #"</script><script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover=\"alert(3)"#
        var text = try String(contentsOfFile: copy + "/results.json", encoding: .utf8)
        for word in ["\"crisp\"", "\"images\""] { text = text.replacing(word, with: "\"\(word.dropFirst().dropLast())\(acting)\"") }
        for word in [" is technically cleaner", " in a field of barley", "technical_quality"] {
            text = text.replacing(word, with: word + acting)
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: copy + "/results.json"))
        let result = try Program.run("report", copy, "--format", "html,single", in: folder.path)
        guard result.status == 0 else { throw BrowserScript.Failure(description: result.errors) }
        return copy
    }

    private func found(_ name: String) throws -> [String: Any] { try #require(try Self.all()[name] as? [String: Any]) }

    @Test func itIsAccessibleInLightInDarkAndOnAPhone() throws {
        let found = try Self.all()
        #expect(found["axe"] as? [String] == [])
        #expect(found["overflow"] as? [String] == [])
    }

    @Test func itAsksForNothingElsewhereAndComplainsOfNothing() throws {
        let found = try Self.all()
        #expect(found["foreign"] as? [String] == [])
        #expect(found["complaints"] as? [String] == [])
        #expect(found["dialogs"] as? Int == 0)
    }

    @Test func hostileNamesStayText() throws {
        let seen = try #require(try Self.all()["hostile"] as? [[String: Any]])
        #expect(seen.count == 2)
        for page in seen {
            #expect(page["scripts"] as? Int == 1 && page["strangers"] as? Int == 0 && page["shown"] as? Bool == true, "\(page)")
        }
    }

    @Test func twoPicturesAreSetAgainstEachOtherByKeys() throws {
        let pictures = try found("pictures")
        for (key, mode) in [("s", "side"), ("w", "swipe"), ("b", "blink"), ("d", "diff")] {
            let seen = try #require(pictures[key] as? [Any])
            #expect(seen[0] as? String == mode && seen[1] as? Bool == true, "\(key)")
            #expect((seen[2] as? String == "difference") == (mode == "diff"))
        }
        #expect(pictures["divider"] as? String == "51%")
        #expect(pictures["outside"] as? String == "swipe", "keys act only inside the case")
        #expect((pictures["right"] as? String)?.hasPrefix("C ") == true)
    }

    @Test func allPicturesAreEnlargedTogether() throws {
        let pictures = try found("pictures")
        #expect(pictures["zoom"] as? [String] == ["4", "40%"])
        #expect((pictures["scales"] as? [String])?.contains("matrix(4") == true)
    }

    @Test(arguments: ["folder", "single"]) func soundsSwitchAtOnePlaceFromSamplesInMemory(shape: String) throws {
        let sounds = try #require(try found("sounds")[shape] as? [String: Any])
        #expect(sounds["playing"] as? String == "Pause" && sounds["stopped"] as? String == "Play")
        #expect(sounds["kept"] as? Bool == true && sounds["by_element"] as? Bool == false)
    }

    @Test func withoutAScriptEverythingIsThere() throws {
        let plain = try found("plain")
        #expect(plain["verdicts"] as? Int == 2 && plain["tools"] as? Int == 0 && plain["theme"] as? Int == 0)
        #expect(plain["cases"] as? Int ?? 0 >= 18 && plain["sounds"] as? Int ?? 0 >= 12)
    }

    @Test func onPaperToolsAreGone() throws {
        let printed = try found("printed")
        #expect(printed["tools"] as? Int == 0)
        #expect((3...40).contains(printed["pages"] as? Int ?? 0))
    }

    @Test func behindAPolicyWithoutScriptsItLooksRight() throws {
        let strict = try found("strict")
        #expect(strict["script"] as? Int == 0)
        for name in ["styled", "width", "links"] { #expect(strict[name] as? Bool == true, "\(name)") }
    }

    @Test func aSearchFindsCasesOnOtherPages() throws {
        let search = try found("search")
        #expect(search["loaded_before"] as? Int == 0, "the index comes with the first search")
        #expect(search["hits"] as? Int == 1 && search["opened"] as? String == "prompt number 117")
        #expect(search["status"] as? String == "1 of 130 cases on all pages" && search["pages"] as? Int ?? 0 > 2)
    }
}
