import Foundation
import Testing

/// The example in plain Python, through the program.
@Suite struct ScorerCommandTests {
    private let good = Repository.root + "/Tests/ScoringTests/Fixtures/image/chelsea.png"
    private let scorers = """
        scorers:
          brightness:
            command: [python3, \(Repository.root)/examples/scorers/brightness.py]
            fills: byte_share
            kind: image
            unit: share
            range: [0, 1]
            better: neutral

        """

    @Test func scoreTakesScorersFromAFile() throws {
        let folder = try Folder()
        try folder.write(scorers, to: "scorers.yaml")
        let result = try Program.run("score", "--json", "--scorers", "scorers.yaml", good, in: folder.path)
        #expect(result.status == 0, "\(result.errors)")
        let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let entry = try #require((document?["files"] as? [[String: Any]])?.first)
        let reading = (entry["readings"] as? [[String: Any]])?.first { $0["metric"] as? String == "byte_share" }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: good))
        // Python and the reader of JSON may each round the last digit.
        let value = try #require(reading?["value"] as? Double)
        #expect(abs(value - Double(bytes.count { $0 > 127 }) / Double(bytes.count)) < 1e-12)
        #expect(reading?["unit"] as? String == "share" && reading?["better"] as? String == "neutral")
        #expect(reading?["flags"] as? [String] == ["by brightness 1"])
    }

    @Test func aWrongFileOfScorersIsRefusedWithItsPlace() throws {
        let folder = try Folder()
        try folder.write(scorers.replacing("better: neutral", with: "beter: neutral"), to: "scorers.yaml")
        let result = try Program.run("score", "--scorers", "scorers.yaml", good, in: folder.path)
        #expect(result.status == 65)
        #expect(result.errors.contains("scorers.yaml:8:5") && result.errors.contains("did you mean 'better'?"), "\(result.errors)")
        try folder.write("name: x\n", to: "none.yaml")
        #expect(try Program.run("score", "--scorers", "none.yaml", good, in: folder.path).errors.contains("the file has no 'scorers'"))
    }

    /// Each says what it needs before it says anything else, and compiles.
    @Test func everyExampleSaysWhatItNeeds() throws {
        let folder = Repository.root + "/examples/scorers"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".py") }
        #expect(names.count >= 9)
        let docs = try String(contentsOfFile: Repository.root + "/docs/scorers.md", encoding: .utf8)
        for name in names {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            #expect(docs.contains("`\(name)`"), "docs/scorers.md does not name \(name)")
            #expect(
                name == "bakeoff_scorer.py"
                    || text.contains("scorers:\n") && (text.contains("Needs") || text.contains("nothing to install")))
        }
    }

    @Test func anExampleWhosePackageIsAbsentSaysWhatToInstall() throws {
        let folder = try Folder()
        // -S: whatever is installed here is not seen.
        let yaml =
            "scorers: {w: {command: [python3, -S, \(Repository.root)/examples/scorers/rapidocr.py], answers: text, fills: text_accuracy}}\n"
        try folder.write(yaml, to: "s.yaml")
        let result = try Program.run("score", "--json", "--scorers", "s.yaml", "--prompt", "a \"sign\"", good, in: folder.path)
        #expect(result.output.contains("ended with status 69; it wrote: cannot import rapidocr_onnxruntime"), "\(result.output)")
    }
}
