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
        #expect(page.contains("src=\"media/") && page.contains("crisp is technically cleaner"))
        #expect(FileManager.default.fileExists(atPath: try folder.onlyRun() + "/outputs/sheets/p01/combined.png"))
    }

    @Test func tenVoicesAreRankedWithTheirSounds() throws {
        let (folder, comparisons, result) = try run("tts_voices.yaml", ["--limit", "6"])
        #expect(result.status == 0, "\(result.errors)")
        let voices = try #require(comparisons.first)
        #expect((voices["ranking"] as? [Any])?.count == 10)
        #expect(voices["successful_count"] as? Int == 60 && voices["failed_count"] as? Int == 0)
        let page = try String(contentsOfFile: try folder.onlyRun() + "/report/index.html", encoding: .utf8)
        #expect(page.firstMatch(of: /<audio [^>]*src="media\/[0-9a-f]{20}\.wav"/) != nil)
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

    @Test func workersMakeTheSameListOfItems() throws {
        let (here, expected, _) = try run("batch.yaml")
        let (there, comparisons, result) = try run("batch.yaml", ["--backend", "processes", "--site", "cluster/site.yaml"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(comparisons.count == expected.count)
        #expect(try ClusterBench.timeless(try there.onlyRun()) == ClusterBench.timeless(try here.onlyRun()))
    }

    @Test func aRaceEndsAsSoonAsItIsDecided() throws {
        let (_, comparisons, result) = try run("early_stop.yaml")
        #expect(result.status == 0, "\(result.errors)")
        let race = try #require(comparisons.first?["race"] as? [String: Any])
        #expect(race["end"] as? String == "decided" && (race["outputs_saved"] as? Int ?? 0) > 40)
        #expect(result.output.contains("Stopping early saved"))
    }

    @Test func aTableOfVotesIsRanked() throws {
        let result = try Program.run("rank", "--votes", "votes.csv", in: examples)
        #expect(result.status == 0 && result.output.contains("Voters prefer crisp"), "\(result.output)\(result.errors)")
    }

    @Test func foldersThatExistAlreadyAreComparedWithTheirOriginals() throws {
        let (_, comparisons, result) = try run("ab_folders.yaml")
        #expect(result.status == 0, "\(result.errors)")
        let ranking = comparisons.first?["ranking"] as? [[String: Any]]
        #expect(ranking?.first?["branch"] as? String == "new")
        #expect(verdict(try #require(comparisons.first))["label"] as? String == "not_enough_data", "three cases cannot decide")
    }

    @Test func aStoryIsReadInTurnAndJoinedInItsOrder() throws {
        let (folder, comparisons, result) = try run("multi_voice_narration.yaml")
        #expect(result.status == 0, "\(result.errors)")
        #expect(comparisons.first?["successful_count"] as? Int == 5)
        let merged = try folder.onlyRun() + "/outputs/narration/lamp/combined"
        #expect(FileManager.default.fileExists(atPath: merged + ".wav"))
        let parts = try sidecarInputs(merged + ".wav.json")
        #expect(parts.map { ($0["sha256"] as? String) ?? "" } == (try storyHashes(of: try folder.onlyRun())))
    }

    /// Hashes of the spoken paragraphs in the story's order.
    private func storyHashes(of run: String) throws -> [String] {
        let results = try comparisons(of: run).flatMap { $0["cases"] as? [[String: Any]] ?? [] }.flatMap {
            $0["results"] as? [[String: Any]] ?? []
        }
        return ["slt", "rms", "gb", "slt", "rms"].enumerated().map { index, voice in
            let path = "outputs/voices/lamp.0\(index + 1)/\(voice).wav"
            return results.first { $0["path"] as? String == path }?["sha256"] as? String ?? "no \(path)"
        }
    }

    private func sidecarInputs(_ path: String) throws -> [[String: Any]] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        return (try JSONSerialization.jsonObject(with: data) as? [String: Any])?["inputs"] as? [[String: Any]] ?? []
    }

    @Test func anABTestGivesBothStylesTheSameSeeds() throws {
        let (_, comparisons, result) = try run("ab_test.yaml", ["--limit", "6"])
        #expect(result.status == 0, "\(result.errors)")
        let styles = try #require(comparisons.first)
        #expect(styles["successful_count"] as? Int == 6 * 3 * 2)
        for made in styles["cases"] as? [[String: Any]] ?? [] {
            let results = made["results"] as? [[String: Any]] ?? []
            let seeds = Dictionary(grouping: results) { $0["branch"] as? String ?? "" }.mapValues { $0.map { $0["seed"] as? Int } }
            #expect(seeds["plain"] == seeds["detailed"] && Set(seeds["plain"] ?? []).count == 3)
            #expect(Set(results.map { $0["sha256"] as? String }).count == 6, "another prompt or seed is another picture")
        }
    }

    @Test func aBatchTakesEveryItemThroughTheSameSteps() throws {
        let (folder, comparisons, result) = try run("batch.yaml")
        #expect(result.status == 0, "\(result.errors)")
        let pictures = try #require(comparisons.first)
        let cases = pictures["cases"] as? [[String: Any]] ?? []
        #expect(cases.map { $0["id"] as? String } == ["case-1.01", "case-1.02", "case-1.03", "case-1.04"])
        let run = try folder.onlyRun()
        for item in 1...4 { #expect(FileManager.default.fileExists(atPath: "\(run)/outputs/large/case-1.0\(item)/large.png")) }
        #expect(try sidecarInputs("\(run)/outputs/catalogue/case-1/combined.png.json").count == 4)
    }

    @Test func twoGroupsMeetOnOneSheet() throws {
        let (folder, comparisons, result) = try run("fan_out_fan_in.yaml")
        #expect(result.status == 0, "\(result.errors)")
        #expect(comparisons.map { $0["group_id"] as? String } == ["noon", "dusk"])
        let inputs = try sidecarInputs(try folder.onlyRun() + "/outputs/both/harbour/combined.png.json")
        #expect(inputs.map { $0["branch"] as? String } == ["retouched", "enlarged"])
    }

    @Test func oneRunIsPutTogetherInSixWays() throws {
        let (folder, _, result) = try run("composites.yaml")
        #expect(result.status == 0, "\(result.errors)")
        let outputs = try folder.onlyRun() + "/outputs/"
        let made = [
            "sheet": "combined.png", "flip": "combined.png", "median": "combined.png", "blind": "combined.wav", "tour": "combined.wav",
        ]
        for (step, name) in made { #expect(try !sidecarInputs("\(outputs)\(step)/harbour/\(name).json").isEmpty, "\(step)") }
        let winners = try sidecarInputs("\(outputs)sheet/harbour/combined.png.json").filter { $0["is_winner"] as? Bool == true }
        #expect(winners.map { $0["branch"] as? String } == ["clean"])
        let manifest = try sidecarInputs("\(outputs)everything/harbour/combined/manifest.json")
        #expect(manifest.count == 5 && manifest.allSatisfy { $0["file"] is String })
        let sealed = try sidecarInputs("\(outputs)blind/harbour/combined.wav.json")
        #expect(sealed.count == 2 && sealed.allSatisfy { $0["sound"] == nil }, "a place beside a branch would open the seal")
        #expect(FileManager.default.fileExists(atPath: "\(outputs)blind/harbour/combined.key.json"))
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
