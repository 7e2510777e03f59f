import Foundation
import Testing

/// `bakeoff plan`, and the options that it shares with `run`.
@Suite struct PlanCommandTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write(
            """
            cases: [one, two, three]
            models:
              paid: {provider: command, run: [sh, -c, "cp picture.png \\"$1\\"", sh, "{{output}}"], output: png, price: {usd: 0.5, per: image}}
              guess: {provider: command, run: [sh, -c, "cp other.png \\"$1\\"", sh, "{{output}}"], output: png}
              refuses: {provider: command, run: [sh, -c, "echo bad key >&2; exit 77"], output: png, price: 0}
            steps:
              - type: parallel_group
                group_id: images
                merge_strategy: best_quality
                parallel_steps:
                  - {id: a, type: text_to_image, model: paid}
                  - {id: b, type: text_to_image, model: guess}

            """, to: "p.yaml")
        for (from, to) in [("original", "picture.png"), ("old", "other.png")] {
            try FileManager.default.copyItem(
                atPath: Repository.root + "/examples/ab_folders/\(from)/coast.png", toPath: "\(folder.path)/\(to)")
        }
    }

    private func run(_ arguments: String...) throws -> Program.Result { try Program.run(arguments, in: folder.path) }

    private func document(_ result: Program.Result) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    private func branches(_ result: Program.Result) throws -> [[String: Any]] {
        try #require(try document(result)["branches"] as? [[String: Any]])
    }

    private func refuse(_ model: String) throws {
        try folder.write(try folder.read("p.yaml").replacing("model: \(model)}", with: "model: refuses}"), to: "p.yaml")
    }

    // MARK: plan

    @Test func planRunsNothingAndWritesNothing() throws {
        let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let result = try run("plan", "p.yaml")
        #expect(result.status == 0 && result.output.contains("$1.50") && result.output.contains("unknown"))
        #expect(result.output.hasPrefix("branch") && result.output.contains("Total 6 calls, $1.50 plus one branch whose price is unknown"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
    }

    @Test func theDocumentSaysNullForUnknown() throws {
        let document = try document(try run("plan", "p.yaml", "--json"))
        #expect(document["schema"] as? String == "bakeoff.plan" && document["schema_version"] as? String == "1.0")
        let branches = try #require(document["branches"] as? [[String: Any]])
        #expect(branches.map { $0["calls"] as? Int } == [3, 3])
        #expect(branches[0]["cost_usd"] as? Double == 1.5 && branches[1]["cost_usd"] is NSNull && branches[1]["price"] is NSNull)
        let total = try #require(document["total"] as? [String: Any])
        #expect(total["known_cost_usd"] as? Double == 1.5 && total["cost_complete"] as? Bool == false)
    }

    @Test func dryRunIsPlan() throws {
        #expect(try run("run", "p.yaml", "--dry-run").output == run("plan", "p.yaml").output)
    }

    @Test func afterARunEverythingIsCachedOrDone() throws {
        #expect(try run("run", "p.yaml").status == 0)
        #expect(try branches(try run("plan", "p.yaml", "--json")).map { $0["cached"] as? Int } == [3, 3])
        #expect(try branches(try run("plan", "p.yaml", "--json", "--no-cache")).map { $0["calls"] as? Int } == [3, 3])
        let resumed = try branches(try run("plan", "p.yaml", "--json", "--no-cache", "--resume"))
        #expect(resumed.map { $0["done"] as? Int } == [3, 3] && resumed.map { $0["calls"] as? Int } == [0, 0])
    }

    @Test func aProblemOfTheFileIs65AsInValidate() throws {
        try folder.write("steps: []\n", to: "q.yaml")
        let result = try run("plan", "q.yaml")
        #expect(result.status == 65 && result.output.isEmpty)
        #expect(try run("plan", "nowhere.yaml").status == 66)
    }

    // MARK: What to run

    @Test(arguments: [["--branch", "a"], ["--branch", "!b"]]) func aBranchIsPicked(options: [String]) throws {
        let result = try Program.run(["plan", "p.yaml", "--json"] + options, in: folder.path)
        #expect(try branches(result).map { $0["branch"] as? String } == ["a"])
    }

    @Test func casesArePicked() throws {
        #expect(try branches(try run("plan", "p.yaml", "--json", "--case", "*2", "--repeats", "5"))[0]["calls"] as? Int == 5)
        #expect(try branches(try run("plan", "p.yaml", "--json", "--limit", "2"))[0]["calls"] as? Int == 2)
    }

    @Test func aPatternThatFitsNothingIs65() throws {
        let result = try run("plan", "p.yaml", "--branch", "nobody")
        #expect(result.status == 65 && result.errors.contains("--branch 'nobody' fits no branch"))
    }

    @Test(arguments: [
        ["--only", "failed"], ["--only", "missing"], ["--only", "some", "--resume"], ["--limit", "0"], ["--max-cost", "-1"],
        ["--max-cost", "nan"], ["--retries", "-1"], ["--repeats", "0"], ["--offline", "--no-cache"],
    ])
    func wrongUseIs64AndSaysWhatToDo(options: [String]) throws {
        for command in ["run", "plan"] {
            let result = try Program.run([command, "p.yaml"] + options, in: folder.path)
            #expect(result.status == 64 && result.errors.contains(options[0]), "\(result.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs"))
    }

    @Test func onlyNamesItsRemedy() throws {
        #expect(try run("run", "p.yaml", "--only", "failed").errors.contains("add --resume"))
    }

    // MARK: How a run ends

    @Test func theCostLimitIs75AndTheRunGoesOn() throws {
        let stopped = try run("run", "p.yaml", "--branch", "a", "--max-cost", "1.2")
        #expect(stopped.status == 75, "\(stopped.errors)")
        let folderName = (try folder.onlyRun() as NSString).lastPathComponent
        #expect(stopped.errors.contains("spent so far: $1.00") && stopped.errors.contains("--resume runs/\(folderName)"))
        #expect(FileManager.default.fileExists(atPath: try folder.onlyRun() + "/report.md"), "reports are written first")
        let resumed = try run("run", "p.yaml", "--branch", "a", "--max-cost", "1.5", "--resume")
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect((try results(of: try folder.onlyRun())["run"] as? [String: Any])?["status"] as? String == "complete")
    }

    @Test func offlineCallsNothing() throws {
        #expect(try run("run", "p.yaml", "--offline").status == 69)
        #expect(try run("run", "p.yaml").status == 0)
        try FileManager.default.removeItem(atPath: folder.path + "/runs")
        let cached = try run("run", "p.yaml", "--offline")
        #expect(cached.status == 0 && cached.output.contains("6 outputs from cache"))
    }

    @Test func aRefusedCredentialThatLeavesNothingToCompareIs77() throws {
        try refuse("guess")
        let result = try run("run", "p.yaml")
        #expect(result.status == 77 && result.errors.contains("refuses refused the credential"), "\(result.errors)")
        #expect(result.output.contains("refused images/b did not accept the credential"))
    }

    @Test func aGroupThatWasLeftOutIsNoFailure() throws {
        try folder.write(
            try folder.read("p.yaml") + "  - {type: text_to_image, id: cover, model: paid, depends_on: []}\n", to: "p.yaml")
        let result = try run("run", "p.yaml", "--group", "cover")
        #expect(result.status == 0, "\(result.errors)")
    }

    // MARK: validate

    @Test func manyFilesAreTakenOneByOne() throws {
        try folder.write("prompt: x\nsteps:\n  - {type: paralel_group}\n", to: "q.yaml")
        try folder.write("steps:\n  - {type: text_to_image, model: demo}\n", to: "r.yaml")
        let result = try Program.run(["validate", "p.yaml", "q.yaml", "r.yaml"], in: folder.path)
        #expect(result.status == 65)
        #expect(result.errors.contains("--> q.yaml:3:12") && result.errors.contains("--> r.yaml:1:1"))
        #expect(result.errors.contains("2 of 3 files are not valid: q.yaml, r.yaml"))
        let document = try document(try Program.run(["validate", "--json", "p.yaml", "q.yaml", "r.yaml"], in: folder.path))
        let files = try #require(document["files"] as? [[String: Any]])
        #expect(files.map { $0["valid"] as? Bool } == [true, false, false])
        let problems = try #require(document["problems"] as? [[String: Any]])
        #expect(problems.allSatisfy { $0["file"] is String } && problems.contains { $0["remedy"] is String })
    }

    @Test(arguments: [["--annotations"], ["--annotations", "--json"], []]) func everyProblemIsAnAnnotation(options: [String]) throws {
        try folder.write("prompt: x\nsteps:\n  - {type: paralel_group}\n", to: "q.yaml")
        try folder.write("steps:\n  - {type: text_to_image, model: demo}\n", to: "r.yaml")
        let environment = options.isEmpty ? ["GITHUB_ACTIONS": "true"] : [:]
        let result = try Program.run(["validate", "q.yaml", "r.yaml"] + options, in: folder.path, environment: environment)
        #expect(
            result.errors.contains("::error file=q.yaml,line=3,col=12::") && result.errors.contains("::error file=r.yaml,line=1,col=1::"))
    }
}
