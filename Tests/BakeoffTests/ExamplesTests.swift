import Foundation
import Testing

/// Every pipeline of `examples/`, run as its README says.
@Suite(.serialized) struct ExamplesTests {
    private let examples = Repository.root + "/examples"

    private func run(_ file: String, _ more: [String] = []) throws -> (folder: Folder, comparisons: [[String: Any]], result: Program.Result)
    {
        let folder = try Folder()
        let result = try Program.run(["run", file, "--out", "\(folder.path)/runs"] + more, in: examples)
        return (folder, result.status == 0 ? try comparisons(of: try folder.onlyRun()) : [], result)
    }

    @Test func toyImageModelsRankAsTheyWereMade() throws {
        let (folder, comparisons, result) = try run("image_models.yaml")
        #expect(result.status == 0, "\(result.errors)")
        let images = try #require(comparisons.first)
        #expect(verdict(images)["winners"] as? [String] == ["crisp"])
        #expect((verdict(images)["label"] as? String)?.hasPrefix("better") == true)
        #expect(result.output.contains("crisp is technically cleaner"))
        let page = try String(contentsOfFile: try folder.onlyRun() + "/report/index.html", encoding: .utf8)
        #expect(page.contains("data:image/png;base64,") && page.contains("crisp is technically cleaner"))
        #expect(FileManager.default.fileExists(atPath: try folder.onlyRun() + "/outputs/sheets/p01/combined.png"))
    }

    @Test func tenVoicesAreRankedWithTheirSounds() throws {
        let (folder, comparisons, result) = try run("tts_voices.yaml", ["--limit", "6"])
        #expect(result.status == 0, "\(result.errors)")
        let voices = try #require(comparisons.first)
        #expect((voices["ranking"] as? [Any])?.count == 10)
        #expect(voices["successful_count"] as? Int == 60 && voices["failed_count"] as? Int == 0)
        let page = try String(contentsOfFile: try folder.onlyRun() + "/report/index.html", encoding: .utf8)
        #expect(page.contains("<audio") && page.contains("data:audio/"))
    }

    @Test func thePlansVoicesFileRunsAsItIsWritten() throws {
        let (folder, comparisons, result) = try run("multi_voice_tts_parallel.yaml")
        #expect(result.status == 0, "\(result.errors)")
        let voices = try #require(comparisons.first)
        #expect(voices["group_id"] as? String == "voice_generation" && voices["successful_count"] as? Int == 3)
        for name in ["voice_rachel.mp3", "voice_drew.mp3", "voice_bella.mp3"] {
            #expect(FileManager.default.fileExists(atPath: try folder.onlyRun() + "/named/" + name))
        }
    }

    @Test func thePlansImagesFileTakesItsPromptFromTheCommandLine() throws {
        let (folder, comparisons, result) = try run("multi_model_comparison.yaml", ["--prompt", "a red kite over the sea"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(comparisons.first?["successful_count"] as? Int == 2)
        #expect(FileManager.default.fileExists(atPath: try folder.onlyRun() + "/named/flux_result.png"))
    }

    @Test func foldersThatExistAlreadyAreComparedWithTheirOriginals() throws {
        let (_, comparisons, result) = try run("ab_folders.yaml")
        #expect(result.status == 0, "\(result.errors)")
        let ranking = comparisons.first?["ranking"] as? [[String: Any]]
        #expect(ranking?.first?["branch"] as? String == "new")
        #expect(verdict(try #require(comparisons.first))["label"] as? String == "not_enough_data", "three cases cannot decide")
    }

    @Test func compareGivesTheSameOnTheSameFolders() throws {
        let folder = try Folder()
        let result = try Program.run(
            "compare", "old=ab_folders/old", "new=ab_folders/new", "--reference", "ab_folders/original", "--out", "\(folder.path)/runs",
            in: examples)
        #expect(result.status == 0, "\(result.errors)")
        let ranking = try comparisons(of: try folder.onlyRun()).first?["ranking"] as? [[String: Any]]
        #expect(ranking?.map { $0["branch"] as? String } == ["new", "old"])
    }

    @Test func everyPipelineInTheFolderIsNamedInItsReadme() throws {
        let readme = try String(contentsOfFile: examples + "/README.md", encoding: .utf8)
        for name in try FileManager.default.contentsOfDirectory(atPath: examples) where name.hasSuffix(".yaml") {
            #expect(readme.contains(name))
        }
    }

    @Test(arguments: ["demo", "images", "voices", "folders"]) func startersAreValid(template: String) throws {
        let folder = try Folder()
        #expect(try Program.run("init", "mine", "--template", template, in: folder.path).status == 0)
        let result = try Program.run("validate", "bakeoff.yaml", in: folder.path + "/mine")
        // A starter for the user's own programs names programs that are not there; nothing else may be wrong with it.
        let isOnlyAboutPrograms = result.errors.split(separator: "\n").filter { $0.hasPrefix("error:") }.allSatisfy {
            $0.contains("is not on this machine")
        }
        #expect(result.status == 0 || isOnlyAboutPrograms, "\(result.errors)")
    }

    @Test func initNeverOverwrites() throws {
        let folder = try Folder()
        #expect(try Program.run("init", "mine", in: folder.path).status == 0)
        #expect(try Program.run("init", "mine", in: folder.path).status == 73)
        #expect(try Program.run("init", "mine", "--force", in: folder.path).status == 0)
    }

    @Test func theStarterNeedsNothingAndRanksAsItWasMade() throws {
        let folder = try Folder()
        #expect(try Program.run("init", "mine", in: folder.path).status == 0)
        let result = try Program.run("run", "bakeoff.yaml", in: folder.path + "/mine")
        #expect(result.status == 0, "\(result.errors)")
        let run = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/mine/runs")[0]
        let made = try comparisons(of: "\(folder.path)/mine/runs/\(run)")
        #expect(made.map { (verdict($0)["winners"] as? [String])?.first } == ["crisp", "bright"])
    }
}
