import Foundation
import GRDB
import Testing

@Suite struct SittingAnswerTests {
    private func folder(_ first: String = "good", _ second: String = "good") throws -> Folder {
        let folder = try Folder()
        try folder.write(
            """
            cases: [{id: one, prompt: x}, {id: two, prompt: y}]
            models:
              good: {provider: command, run: [sh, -c, "echo made >> bill; cp picture.png \\"$1\\"", sh, "{{output}}"], output: png, price: {usd: 1}}
              bad: {provider: command, run: [sh, -c, "exit 3"]}
              locked: {provider: command, run: [sh, -c, "exit 77"]}
            steps:
              - type: parallel_group
                group_id: pictures
                merge_strategy: best_quality
                parallel_steps:
                  - {id: a, type: text_to_image, model: \(first)}
                  - {id: b, type: text_to_image, model: \(second)}

            """, to: "p.yaml")
        try FileManager.default.copyItem(
            atPath: Repository.root + "/examples/ab_folders/original/coast.png", toPath: folder.path + "/picture.png")
        return folder
    }

    @Test func theTotalsAreTheAnswerAndTheRecordIsMadeOfTheSameOutputs() throws {
        let folder = try folder()
        let result = try Program.run("run", "p.yaml", "--totals", "--no-cache", in: folder.path)
        #expect(result.status == 0 && result.output.contains("pictures: 4 cells of 2 cases"), "\(result)")
        let run = try folder.onlyRun()
        #expect(!FileManager.default.fileExists(atPath: run + "/results.json"))
        let written = try String(contentsOfFile: run + "/totals.json", encoding: .utf8)
        #expect(try Program.run("totals", run, "--json", in: folder.path).output == written + "\n")
        let report = try Program.run("report", run, in: folder.path)
        #expect(report.status == 66 && report.errors.contains("bakeoff totals") && report.errors.contains("--record"))

        let again = try Program.run("run", "p.yaml", "--no-cache", "--resume", "--record", in: folder.path)
        #expect(again.status == 0 && FileManager.default.fileExists(atPath: run + "/results.json"), "\(again)")
        #expect(!FileManager.default.fileExists(atPath: run + "/totals.json"), "what is of an earlier sitting would go stale")
        #expect(try folder.read("bill").split(separator: "\n").count == 4)
    }

    static let ends: [(models: [String], options: [String], status: Int32)] = [
        (["good", "good"], [], 0), (["good", "bad"], [], 69), (["bad", "bad"], [], 69), (["good", "locked"], [], 77),
        (["good", "good"], ["--branch", "a"], 0), (["good", "good"], ["--max-cost", "2"], 75),
    ]

    @Test(arguments: ends)
    func theEndOfASittingMeansTheSameInBothForms(models: [String], options: [String], status: Int32) throws {
        let folder = try folder(models[0], models[1])
        let results = try ["--record", "--totals"].map {
            try Program.run(["run", "p.yaml", $0, "--no-cache", "--quiet"] + options, in: folder.path)
        }
        #expect(results.map(\.status) == [status, status], "\(results)")
        let errors = results.map { $0.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }.map { $0.prefix { $0 != ";" } } }
        #expect(errors[0] == errors[1])
    }

    /// A branch that the file has no longer, and its results, count in neither form.
    @Test(arguments: ["--record", "--totals"]) func whatThePipelineLostIsNotCounted(form: String) throws {
        let folder = try folder("good", "good")
        #expect(try Program.run("run", "p.yaml", "--totals", in: folder.path).status == 0)
        let run = try folder.onlyRun()
        try folder.write(
            try folder.read("p.yaml").replacing(
                "{id: b, type: text_to_image, model: good}", with: "{id: c, type: text_to_image, model: bad}"), to: "p.yaml")
        let second = try Program.run("run", "p.yaml", "--resume", run, form, in: folder.path)
        #expect(second.status == 69, "\(second)")
        try folder.write(
            try folder.read("p.yaml").replacing(", {id: two, prompt: y}", with: "").replacing("model: bad}", with: "model: good}"),
            to: "p.yaml")
        #expect(try Program.run("run", "p.yaml", "--resume", run, form, in: folder.path).status == 0)
        #expect(try Program.run("totals", run, in: folder.path).output.contains("pictures: 2 cells of 1 case"))
    }

    @Test func whatIsSaidAfterJobsLeadsBackToThem() throws {
        let folder = try folder("good", "bad")
        try folder.write("poll_seconds: 0.5\n", to: "site.yaml")
        let result = try Program.run("run", "p.yaml", "--backend", "processes", "--site", "site.yaml", "--totals", in: folder.path)
        #expect(
            result.status == 69 && result.errors.contains("bakeoff run p.yaml --backend processes --site site.yaml --resume"), "\(result)")
        let run = try folder.onlyRun()
        #expect(try Program.run("logs", run, "--shard", "pictures-b", in: folder.path).output.contains("shard pictures-b-"))
        let status = try Program.run("status", run, in: folder.path)
        #expect(status.status == 0 && status.errors.isEmpty, "no scheduler has anything to do with it: \(status)")
    }

    @Test func gatesAreNotPassedOver() throws {
        let folder = try folder()
        let result = try Program.run("run", "p.yaml", "--totals", "--fail-on", "score(a) > 0", in: folder.path)
        #expect(result.status == 64 && result.errors.contains("--record"), "\(result)")
        #expect(
            !FileManager.default.fileExists(atPath: folder.path + "/runs") && !FileManager.default.fileExists(atPath: folder.path + "/bill")
        )
    }

    @Test func aRunTooLargeForMemoryEndsInTotalsByItself() throws {
        let folder = try folder()
        #expect(try Program.run("run", "p.yaml", "--totals", in: folder.path).status == 0)
        let run = try folder.onlyRun()
        try DatabaseQueue(path: run + "/run.sqlite").write {
            try $0.execute(
                sql: """
                    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 200000)
                    INSERT INTO cell SELECT grp, 'more-' || n, branch, repeat, fingerprint, NULL, result, card, card_version
                    FROM cell, number WHERE case_id = 'one' AND branch = 'a';
                    INSERT INTO item SELECT case_id, 'one', 0, '' FROM cell WHERE case_id LIKE 'more-%'
                    """)
        }
        let result = try Program.run("run", "p.yaml", "--resume", in: folder.path)
        #expect(result.status == 0 && result.output.contains("200004 cells"), "\(result)")
        #expect(!FileManager.default.fileExists(atPath: run + "/results.json"))
        try folder.write(try folder.read("p.yaml") + "gates: [\"score(a) > 0\"]\n", to: "p.yaml")
        let guarded = try Program.run("run", "p.yaml", "--resume", run, in: folder.path)
        #expect(guarded.status == 1 && guarded.errors.contains("not decided"), "a rule that nobody looked at does not hold: \(guarded)")
    }
}
