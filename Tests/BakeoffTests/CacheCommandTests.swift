import Foundation
import Media
import Pipeline
import Testing

@Suite struct CacheCommandTests {
    private let folder: Folder
    private let cache: OutputCache

    init() throws {
        folder = try Folder()
        cache = OutputCache(folder: folder.path + "/cache")
    }

    private func run(_ arguments: String...) throws -> Program.Result {
        try Program.run(["cache"] + arguments, in: folder.path, environment: ["BAKEOFF_CACHE": "cache"])
    }

    private func store(_ text: String, model: String) throws {
        try folder.write(text, to: "source")
        let hash = sha256Hex(Array(text.utf8))
        let entry = OutputCache.Entry(
            kind: .text, mediaType: "text/plain", fileExtension: "txt", sha256: hash, bytes: text.utf8.count, seconds: 1, costUSD: 1.25,
            tries: 1, seed: 0, created: "2026-11-24T10:00:00Z", model: model, provider: "fal")
        try cache.store(entry, file: folder.path + "/source", key: hash)
    }

    @Test func infoCountsByModel() throws {
        for text in ["a", "b"] { try store(text, model: "flux") }
        try store("c", model: "evil\u{1B}[31m")
        let result = try run("info")
        #expect(result.status == 0 && result.output.contains("outputs  3"))
        #expect(result.output.contains("flux (fal): 2 outputs") && result.output.contains("$2.50"))
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test func infoOfACacheThatIsNotThereIsZero() throws {
        let result = try run("info")
        #expect(result.status == 0 && result.output.contains("outputs  0"))
        #expect(!FileManager.default.fileExists(atPath: cache.folder), "looking writes nothing")
    }

    @Test func infoIsOneJSONDocumentWhenAsked() throws {
        try store("a", model: "flux")
        let document = try JSONSerialization.jsonObject(with: Data(try run("info", "--json").output.utf8)) as? [String: Any]
        #expect(document?["schema"] as? String == "bakeoff.cache")
        #expect((document?["cache"] as? [String: Any])?["entries"] as? Int == 1)
    }

    @Test func clearSaysWhatItRemoved() throws {
        for text in ["a", "b"] { try store(text, model: "flux") }
        let result = try run("clear")
        #expect(result.status == 0 && result.output.hasPrefix("removed 2 outputs, "))
        #expect(try cache.info().entries == 0)
        #expect(try run("clear").output.hasPrefix("removed 0 outputs, 0 B"))
    }

    @Test func pruneKeepsWhatIsYoungAndFits() throws {
        try store("a", model: "flux")
        #expect(try run("prune", "--older-than", "30d", "--max-size", "5GB").output.hasPrefix("removed 0 outputs"))
        #expect(try run("prune", "--max-size", "1B").output.hasPrefix("removed 1 output, "))
    }

    @Test func pruneWithoutARuleIs64AndSaysWhichThereAre() throws {
        let result = try run("prune")
        #expect(result.status == 64 && result.errors.contains("--older-than 30d") && result.errors.contains("--max-size 5GB"))
    }

    @Test(arguments: [["--older-than", "30"], ["--older-than", "5GB"], ["--max-size", "lots"], ["--max-size", "12h"]])
    func anAmountThatIsNotUnderstoodIs64AndRemovesNothing(option: [String]) throws {
        try store("a", model: "flux")
        let result = try Program.run(["cache", "prune"] + option, in: folder.path, environment: ["BAKEOFF_CACHE": "cache"])
        #expect(result.status == 64 && result.errors.contains(option[1]) && result.errors.contains("write it like"))
        #expect(try cache.info().entries == 1)
    }

    @Test func theHelpNamesTheFolderAndGivesExamples() throws {
        let result = try run("--help")
        #expect(result.status == 0 && result.output.contains("EXAMPLES") && result.output.contains("BAKEOFF_CACHE"))
    }
}
