import Catalogs
import Foundation
import Testing

@testable import Scoring

@Suite struct ScorerDataTests {
    @Test func aFolderWithSeveralMistakesReportsThemAllAtOnce() throws {
        let folder = try copyOfTheData()
        defer { remove(folder) }
        try "id: psnrr\n".write(toFile: folder + "/cards/psnr.yaml", atomically: true, encoding: .utf8)
        try "name: music\nkind: sound\n".write(toFile: folder + "/profiles/music.yaml", atomically: true, encoding: .utf8)
        try "bands: [{from: 5, name: low}]\n".write(toFile: folder + "/bands.yaml", atomically: true, encoding: .utf8)
        let error = #expect(throws: Problems.self) { try ScoringData.load(from: folder) }
        let text = error?.description ?? ""
        for expected in [
            "scoring/cards/psnr.yaml:1:5: error: no metric called 'psnrr' (did you mean 'psnr'?)", "'kind' must be one of",
            "'bands' must begin at 0 and rise",
        ] {
            #expect(text.contains(expected), "\(text)")
        }
    }

    @Test func aFileUnderTheWrongNameIsNoticed() throws {
        let folder = try copyOfTheData()
        defer { remove(folder) }
        try FileManager.default.moveItem(atPath: folder + "/cards/ssim.yaml", toPath: folder + "/cards/sim.yaml")
        let error = #expect(throws: Problems.self) { try ScoringData.load(from: folder) }
        #expect(error?.description.contains("the file is called cards/sim.yaml, but what it holds belongs in cards/ssim.yaml") == true)
    }

    @Test func aFolderThatIsNotThereIsAProblemWithItsPath() {
        let error = #expect(throws: Problems.self) { try ScoringData.load(from: "/nowhere/scoring") }
        #expect(error?.description.contains("/nowhere/scoring") == true)
    }

    @Test func theVariableNamesAnotherFolderAndAWrongOneIsRefused() throws {
        let folder = try copyOfTheData()
        defer { remove(folder) }
        #expect(try ScoringFolder.locate(environment: ["BAKEOFF_SCORING": folder]) == folder)
        let error = #expect(throws: Problems.self) { try ScoringFolder.locate(environment: ["BAKEOFF_SCORING": "/nowhere"]) }
        #expect(error?.description.contains("BAKEOFF_SCORING names no folder: /nowhere") == true)
        #expect(try ScoringFolder.locate(environment: [:]).hasSuffix("bakeoff_Scoring.resources/scoring"))
    }

    @Test func profilesAreFoundByNameOrByPath() throws {
        let folder = try copyOfTheData()
        defer { remove(folder) }
        let data = try ScoringData.load()
        let unknown = #expect(throws: Problems.self) { try data.profile("tts-naration") }
        #expect(unknown?.list.first?.remedy == "did you mean 'tts-narration'?")
        #expect(try data.profile(folder + "/profiles/music.yaml") == data.profile("music"))
        #expect(throws: Problems.self) { try data.profile(folder + "/profiles/absent.yaml") }
        #expect(throws: Problems.self) { try data.profile(folder + "/profiles") }
    }

    @Test func theVersionChangesWithCardsGatesAndProfileAndWithNothingElse() throws {
        let folder = try copyOfTheData()
        defer { remove(folder) }
        let data = try ScoringData.load(from: folder)
        let version = try data.version(for: data.profile("reference"))
        #expect(version.description.wholeMatch(of: /[0-9a-f]{12}/) != nil)
        #expect(
            try ScoringData.load().version(for: ScoringData.load().profile("reference")) == version, "the folder's path does not matter")
        #expect(try data.version(for: data.profile("image-technical")) != version)
        #expect(data.version(for: nil) != version)
        for (file, changes) in [
            ("cards/psnr.yaml", true), ("gates.yaml", true), ("profiles/reference.yaml", true), ("profiles/music.yaml", false),
            ("bands.yaml", false),
        ] {
            let path = "\(folder)/\(file)"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try (text + "# a remark\n").write(toFile: path, atomically: true, encoding: .utf8)
            let edited = try ScoringData.load(from: folder)
            #expect(try (edited.version(for: edited.profile("reference")) != version) == changes, "\(file)")
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }

    @Test func aFileThatIsTooLargeOrNoTextIsRefused() throws {
        let folder = try copyOfTheData()
        defer { remove(folder) }
        try Data([0xFF, 0xFE, 0x41]).write(to: URL(fileURLWithPath: folder + "/gates.yaml"))
        try Data(count: 2 << 20).write(to: URL(fileURLWithPath: folder + "/bands.yaml"))
        let error = #expect(throws: Problems.self) { try ScoringData.load(from: folder) }
        #expect(error?.description.contains("gates.yaml is not UTF-8 text") == true)
        #expect(error?.description.contains("is larger than 1048576 bytes") == true)
    }

    private func copyOfTheData() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scoring-\(UUID().uuidString)").path
        try FileManager.default.copyItem(atPath: ScoringFolder.locate(environment: [:]), toPath: folder)
        return folder
    }

    private func remove(_ folder: String) {
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            Issue.record(error)
        }
    }
}
