import Foundation
import Testing

@Suite struct ExitCodeTests {
    private let two = """
        prompt: x
        models:
          good: {provider: command, run: [sh, -c, "cp picture.png \\"$1\\"", sh, "{{output}}"], output: png}
          bad: {provider: command, run: [sh, -c, "echo no paper >&2; exit 3"]}
        steps:
          - type: parallel_group
            merge_strategy: best_quality
            parallel_steps:
              - {id: a, type: text_to_image, model: FIRST}
              - {id: b, type: text_to_image, model: SECOND}

        """

    private func folder(_ first: String, _ second: String) throws -> Folder {
        let folder = try Folder()
        try folder.write(two.replacing("FIRST", with: first).replacing("SECOND", with: second), to: "p.yaml")
        try FileManager.default.copyItem(
            atPath: Repository.root + "/examples/ab_folders/original/coast.png", toPath: folder.path + "/picture.png")
        return folder
    }

    @Test func aFineRunIsZeroAndIdenticalOutputsAreSaid() throws {
        let folder = try folder("good", "good")
        let result = try Program.run("run", "p.yaml", in: folder.path)
        #expect(result.status == 0, "\(result.errors)")
        #expect(try comparisons(of: try folder.onlyRun())[0]["identical_branches"] as? [[String]] == [["a", "b"]])
        #expect(result.output.contains("identical files"))
    }

    @Test func aFailedBranchIsAValueInTheRecord() throws {
        let folder = try folder("good", "bad")
        let result = try Program.run("run", "p.yaml", in: folder.path)
        #expect(result.status == 69, "fewer than two branches gave an output")
        let cases = try comparisons(of: try folder.onlyRun())[0]["cases"] as? [[String: Any]]
        let failure = (cases?[0]["results"] as? [[String: Any]])?[1]["error"] as? [String: Any]
        #expect(failure?["code"] as? String == "exit_status" && failure?["stderr_tail"] as? String == "no paper")
    }

    @Test func everyBranchFailingIsNothingCompared() throws {
        let folder = try folder("bad", "bad")
        #expect(try Program.run("run", "p.yaml", in: folder.path).status == 69)
    }

    @Test func aGateThatHoldsIsOne() throws {
        let folder = try folder("good", "good")
        let result = try Program.run("run", "p.yaml", "--fail-on", "score(a) > 0", in: folder.path)
        #expect(result.status == 1 && result.output.contains("FAIL  "))
    }

    @Test func aKeyFromTheEnvironmentReachesNoRecord() throws {
        let folder = try Folder()
        try folder.write(
            """
            prompt: x
            models:
              tool: {provider: command, run: [sh, -c, "echo refused: $1 >&2; exit 1", sh, "${TEST_KEY}"]}
            steps:
              - type: parallel_group
                parallel_steps: [{id: a, type: text_to_image, model: tool}, {id: b, type: text_to_image, model: demo}]

            """, to: "p.yaml")
        _ = try Program.run("run", "p.yaml", in: folder.path, environment: ["TEST_KEY": "sk-do-not-tell-4711"])
        let run = try folder.onlyRun()
        for file in try FileManager.default.subpathsOfDirectory(atPath: run) {
            guard let data = FileManager.default.contents(atPath: "\(run)/\(file)") else { continue }
            #expect(data.range(of: Data("sk-do-not-tell-4711".utf8)) == nil, "\(file)")
        }
        #expect(try String(contentsOfFile: "\(run)/results.json", encoding: .utf8).contains("refused: [hidden]"))
    }

    @Test func wrongUseIs64() throws {
        let folder = try Folder()
        #expect(try Program.run("run", "--sede", "3", "p.yaml", in: folder.path).status == 64)
        let misspelt = try Program.run("rnu", "p.yaml", in: folder.path)
        #expect(misspelt.status == 64 && misspelt.errors.contains("did you mean 'run'?"))
    }

    @Test func anInvalidFileIs65WithEveryProblem() throws {
        let folder = try Folder()
        try folder.write("prompt: x\nsteps:\n  - type: parallel_group\n    paralel_steps: []\n    max_workers: lots\n", to: "p.yaml")
        let result = try Program.run("run", "p.yaml", in: folder.path)
        #expect(result.status == 65)
        #expect(
            result.errors.contains("--> p.yaml:4:5") && result.errors.contains("did you mean 'parallel_steps'?")
                && result.errors.contains("--> p.yaml:5:18"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs"), "nothing may be written before a plan stands")
    }

    @Test func aMissingFileIs66() throws {
        let folder = try Folder()
        for command in ["run", "validate"] { #expect(try Program.run(command, "nowhere.yaml", in: folder.path).status == 66) }
        #expect(try Program.run("report", "nowhere", in: folder.path).status == 66)
        #expect(try Program.run("compare", "a=x", "b=y", in: folder.path).status == 66)
        #expect(
            try Program.run(
                "run",
                try {
                    try folder.write(
                        "prompt: x\nsteps: [{type: parallel_group, parallel_steps: [{type: text_to_image, model: demo}]}]\n", to: "q.yaml");
                    return "q.yaml"
                }(), "--resume", in: folder.path
            ).status == 66)
    }

    @Test func aFolderThatCannotBeWrittenIs73() throws {
        let folder = try folder("good", "good")
        try folder.write("a file where a folder should be", to: "runs")
        #expect(try Program.run("run", "p.yaml", in: folder.path).status == 73)
    }

    @Test func everyCommandExplainsItselfWithExamples() throws {
        let folder = try Folder()
        for command in ["init", "validate", "run", "compare", "score", "report", "totals", "metrics", "models"] {
            let result = try Program.run(command, "--help", in: folder.path)
            #expect(result.status == 0 && result.output.contains("EXAMPLES") && result.output.contains("bakeoff \(command)"))
        }
        #expect(try Program.run("--version", in: folder.path).output == "0.1.0\n")
    }

    @Test func aPipeGetsNoEscapeCodes() throws {
        let folder = try folder("good", "good")
        let result = try Program.run("run", "p.yaml", in: folder.path)
        #expect(!result.errors.contains("\u{1B}") && !result.output.contains("\u{1B}"))
    }
}
