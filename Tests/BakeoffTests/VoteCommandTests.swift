import Foundation
import Testing

/// A small run of the built-in models that tests of votes share: two pictures' models, two voices.
enum VotedFolder {
    static func run(in folder: Folder) throws -> String {
        try folder.write((0..<16).map { "a house by the sea, number \($0)" }.joined(separator: "\n"), to: "cases.txt")
        try folder.write(
            """
            cases: cases.txt
            models:
              clean-model: {provider: demo, quality: clean, size: 128}
              noisy-model: {provider: demo, quality: noisy, size: 128}
              bright-voice: {provider: demo, quality: bright}
              muffled-voice: {provider: demo, quality: muffled}
            steps:
              - type: parallel_group
                group_id: images
                merge_strategy: best_quality
                parallel_steps:
                  - {id: alpha, type: text_to_image, model: clean-model}
                  - {id: beta, type: text_to_image, model: noisy-model}
              - type: parallel_group
                group_id: voices
                merge_strategy: best_quality
                scoring: music
                parallel_steps:
                  - {id: gamma, type: text_to_speech, model: bright-voice}
                  - {id: delta, type: text_to_speech, model: muffled-voice}

            """, to: "p.yaml")
        let made = try Program.run("run", "p.yaml", "--progress", "none", "--report", "json", in: folder.path)
        guard made.status == 0 else { throw Failed(words: made.errors) }
        return try folder.onlyRun()
    }

    struct Failed: Error { let words: String }
}

/// `bakeoff vote` without a browser.
@Suite struct VoteCommandTests {
    private let folder: Folder
    private let run: String

    init() throws {
        folder = try Folder()
        run = try VotedFolder.run(in: folder)
    }

    private func call(_ arguments: String...) throws -> Program.Result { try Program.run(["vote"] + arguments, in: folder.path) }

    @Test func whatCannotBeExportedIsExplained() throws {
        let which = try call("export", run, "ballot")
        #expect(which.status == 65 && which.errors.contains("--group: images, voices"))
        let name = try call("export", run, "ballot", "--group", "image")
        #expect(name.status == 65 && name.errors.contains("did you mean 'images'?"))
        let reference = try call("export", run, "ballot", "--group", "images", "--method", "mushra")
        #expect(reference.status == 65 && reference.errors.contains("reference"))
        #expect(try call("export", "absent", "ballot").status == 66)
        #expect(try call("export", run, "ballot", "--group", "images", "--per-listener", "0").status == 64)
        #expect(try call("export", run, "ballot", "--method", "guess").status == 64)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/ballot"))
        try folder.write("x", to: "full")
        #expect(try call("export", run, ".", "--group", "images").status == 65)
    }

    @Test func anExportIsTheSameTwiceAndHoldsNoName() throws {
        #expect(try call("export", run, "one", "--group", "images", "--hide-text").status == 0)
        #expect(try call("export", run, "two", "--group", "images", "--hide-text").status == 0)
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/one").sorted()
        #expect(files == (try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/two").sorted()))
        for file in files where file.contains(".") {
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/one/\(file)"))
            #expect(try data == Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/two/\(file)")), "\(file)")
            for word in ["alpha", "beta", "clean-model", "noisy-model", "house by the sea", folder.path, "outputs/"] {
                #expect(data.range(of: Data(word.utf8)) == nil, "\(file): \(word)")
            }
        }
    }

    @Test func foreignVotesAreRefusedWithTheRemedy() throws {
        try folder.write("{\"schema\": \"bakeoff.votes\", \"schema_version\": \"1.0\", \"answers\": [{}]}", to: "votes.json")
        let result = try call("import", run, "votes.json")
        #expect(result.status == 65 && result.errors.contains("the run has no ballot yet") && result.errors.contains("votes.json:1"))
        #expect(try call("import", run, "absent.json").status == 66)
        let rank = try Program.run("rank", "--votes", "votes.json", in: folder.path)
        #expect(rank.status == 65 && rank.errors.contains("bakeoff rank RUN --votes votes.json"))
    }

    @Test func anAddressThatIsNoneIsRefused() throws {
        let result = try call("serve", run, "--group", "images", "--host", "example.invalid")
        #expect(result.status == 65 && result.errors.contains("no address to listen on"))
    }
}
