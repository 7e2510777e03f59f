import Catalogs
import Foundation
import Scoring
import Statistics
import Testing

@testable import Pipeline

@Suite struct PlannerTests {
    private func plan(_ yaml: String, in folder: TemporaryFolder? = nil, overrides: Planner.Overrides = .init()) throws -> Plan {
        let file = try PipelineFile(source: yaml, name: "p.yaml", path: "\(folder?.path ?? "/tmp")/p.yaml")
        var planner = Planner(file, overrides: overrides, data: try ScoringData.load())
        return try planner.plan()
    }

    private func problems(_ yaml: String) -> [Problem] {
        do {
            return try plan(yaml).remarks
        } catch {
            return (error as? Problems)?.list ?? [Problem("\(error)")]
        }
    }

    private let group = """
        steps:
          - type: parallel_group
            parallel_steps:
              - {type: text_to_image, model: demo}
              - {type: text_to_image, model: demo}
        """

    @Test func defaultsAreThePlansOwn() throws {
        let plan = try plan("prompt: hello\n" + group)
        let made = try #require(plan.groups.first)
        #expect(made.id == "group_1" && made.maxWorkers == 3 && !made.failFast && made.mergeName == "collect_all")
        #expect(made.branches.map(\.id) == ["demo", "demo_2"])
        #expect(plan.cases.map(\.id) == ["case-1"] && plan.repeats == 1)
    }

    @Test func groupKeysUnderParamsMeanTheSame() throws {
        let yaml = """
            prompt: hello
            steps:
              - type: parallel_group
                model: parallel
                params:
                  max_workers: 2
                  merge_strategy: first_success
                  parallel_steps:
                    - {type: text_to_image, model: demo}
            """
        let made = try #require(try plan(yaml).groups.first)
        #expect(made.maxWorkers == 2 && made.mergeName == "first_success" && made.branches.count == 1)
    }

    @Test func aKeyInBothPlacesIsAProblem() {
        let found = problems(
            "prompt: x\nsteps:\n  - type: parallel_group\n    max_workers: 2\n    params: {max_workers: 3}\n    parallel_steps: [{type: text_to_image, model: demo}]\n"
        )
        #expect(found.contains { $0.message.contains("both in the step and under its params") })
    }

    @Test func everyProblemComesAtOnceWithItsPlace() throws {
        let found = problems(
            """
            nmae: x
            prompt: hi
            seed: twelve
            steps:
              - type: parallel_group
                merge_strategy: best_qualty
                max_workers: 0
                parallel_steps:
                  - {type: text_to_imag, model: demo}
                  - {type: text_to_image, model: dmo}
            """)
        try #require(found.map { $0.place?.line } == [1, 3, 6, 7, 9, 10])
        #expect(found[0].remedy == "did you mean 'name'?")
        #expect(found[2].remedy == "did you mean 'best_quality'?")
        #expect(found[4].remedy == "did you mean 'text_to_image'?")
        #expect(found[5].remedy == "did you mean 'demo'?")
    }

    @Test(arguments: [
        ("merge_strategy: combine_outputs\n    params: {mode: concat}", "combines audio"),
        ("merge_strategy: combine_outputs\n    params: {mode: shet}", "no composition mode called 'shet'"),
        ("scoring: tts-narration", "scores audio"),
        ("scoring: imagetechnical", "image-technical"),
        ("depends_on: [later]", "names no step"),
        ("group_id: ../x", "cannot name a folder"),
    ])
    func groupsThatCannotWorkAreRefused(line: String, words: String) {
        let yaml = "prompt: x\nsteps:\n  - type: parallel_group\n    \(line)\n    parallel_steps: [{type: text_to_image, model: demo}]\n"
        let found = problems(yaml)
        #expect(found.contains { "\($0)".contains(words) }, "\(found)")
    }

    @Test(arguments: ["combined", "a-r1"]) func aBranchCannotTakeAnothersFile(id: String) {
        let found = problems(
            "prompt: x\nsteps:\n  - type: parallel_group\n    parallel_steps:\n      - {id: a, type: text_to_image, model: demo}\n      - {id: \(id), type: text_to_image, model: demo}\n"
        )
        #expect(found.contains { $0.message.contains("would name the same file") && $0.place?.line == 6 })
    }

    @Test func branchesOfDifferentKindsAreRefused() {
        let found = problems(
            "prompt: x\nsteps:\n  - type: parallel_group\n    parallel_steps:\n      - {type: text_to_image, model: demo}\n      - {type: text_to_speech, model: demo}\n"
        )
        #expect(found.contains { $0.message.contains("different kinds") && $0.place?.line == 6 })
    }

    @Test func aModelThatCannotDoTheStepIsRefused() {
        let found = problems("prompt: x\nsteps:\n  - type: parallel_group\n    parallel_steps: [{type: text_to_video, model: demo}]\n")
        #expect(found.contains { $0.message == "model 'demo' cannot do text_to_video" })
    }

    @Test func twoBranchesThatWriteOneFileAreRefused() {
        let found = problems(
            "prompt: x\nsteps:\n  - type: parallel_group\n    parallel_steps:\n      - {type: text_to_image, model: demo, params: {output_file: a.png}}\n      - {type: text_to_image, model: demo, params: {output_file: a.png}}\n"
        )
        #expect(found.contains { $0.message.contains("output_file 'a.png' stands twice") })
    }

    @Test(arguments: ["/etc/passwd", "../../x.png", "a/../../b"])
    func anOutputFileCannotLeaveTheRunFolder(path: String) {
        let found = problems(
            "prompt: x\nsteps:\n  - type: parallel_group\n    parallel_steps: [{type: text_to_image, model: demo, params: {output_file: \"\(path)\"}}]\n"
        )
        #expect(found.contains { $0.message.contains("must stay inside the run folder") })
    }

    @Test func commandsAreCheckedBeforeAnythingRuns() {
        let found = problems(
            """
            cases: [{id: a, prompt: x, mood: calm}, {id: b, prompt: y}]
            models:
              tool: {provider: command, run: [no-such-program-here, "{{promt}}", "{{case.mood}}", "${BAKEOFF_NOT_SET}"]}
            steps:
              - type: parallel_group
                parallel_steps: [{type: text_to_image, model: tool, params: {speed: 2}}]
            """)
        #expect(found.contains { $0.message.contains("program 'no-such-program-here'") })
        #expect(found.contains { $0.message.contains("'{{promt}}'") && $0.remedy == "did you mean 'prompt'?" })
        #expect(found.contains { $0.message.contains("'{{case.mood}}'") }, "case b has no such column")
        #expect(found.contains { $0.message.contains("BAKEOFF_NOT_SET") })
        #expect(found.contains { $0.severity == .warning && $0.message.contains("'speed'") })
    }

    @Test func valuesTranslateAParameter() throws {
        let yaml = """
            prompt: x
            models:
              voice: {provider: command, run: [sh, "{{params.voice}}", "{{prompt}}", "{{output}}"], values: {voice: {rachel: slt}}}
            steps:
              - type: parallel_group
                parallel_steps: [{type: text_to_speech, model: voice, params: {voice: rachel}}]
            """
        #expect(try plan(yaml).groups[0].branches[0].params == ["voice": "slt"])
        #expect(try plan(yaml).groups[0].branches[0].id == "voice-rachel")
        #expect(problems(yaml.replacing("voice: rachel}", with: "voice: rachl}")).contains { $0.remedy == "did you mean 'rachel'?" })
    }

    @Test func caseFilesOfEveryFormatGiveTheSameCases() throws {
        let folder = try TemporaryFolder()
        try folder.write("one\n\n  two  \n", to: "c.txt")
        try folder.write("\u{FEFF}id,prompt,tags,mood\na,one,x y,calm\nb,\"two, too\",,dark\n", to: "c.csv")
        try folder.write("{\"id\":\"a\",\"prompt\":\"one\",\"n\":3}\n{\"id\":\"b\",\"prompt\":\"two\"}\n", to: "c.jsonl")
        #expect(try plan("cases: c.txt\n" + group, in: folder).cases.map(\.prompt) == ["one", "two"])
        let table = try plan("cases: c.csv\n" + group, in: folder).cases
        #expect(
            table.map(\.id) == ["a", "b"] && table[0].tags == ["x", "y"] && table[1].columns["mood"] == "dark"
                && table[1].prompt == "two, too")
        #expect(try plan("cases: c.jsonl\n" + group, in: folder).cases[0].columns["n"] == "3")
    }

    @Test func damagedCaseFilesSayWhere() throws {
        let folder = try TemporaryFolder()
        try folder.write("id,prompt\na,one,extra\na,two\n../x,three\na,four\n", to: "c.csv")
        let problems = #expect(throws: Problems.self) { try self.plan("cases: c.csv\n" + self.group, in: folder) }
        #expect(problems?.list.filter { $0.place?.file == "c.csv" }.compactMap { $0.place?.line } == [2, 4, 5])
    }

    @Test func switchedOffStepsAndBranchesAreNotThere() throws {
        let yaml = """
            prompt: x
            steps:
              - {type: split_input, enabled: false}
              - type: parallel_group
                parallel_steps:
                  - {id: a, type: text_to_image, model: demo}
                  - {id: b, type: text_to_image, model: nothing_like_it, enabled: false}
            """
        #expect(try plan(yaml).groups[0].branches.map(\.id) == ["a"])
    }

    @Test func gatesMustNameWhatIsThere() {
        let found = problems("prompt: x\ngates: [\"winner != demo\", \"winner != nobody\", \"voices: failed > 0\", \"nonsense\"]\n" + group)
        #expect(found.filter { $0.severity == .error }.count == 3, "\(found)")
        #expect(found.contains { $0.message.contains("'nobody'") } && found.contains { $0.message.contains("names no group") })
        #expect(found.contains { $0.message.contains("cannot read the rule 'nonsense'") })
    }

    @Test func aPromptOnTheCommandLineIsTheCase() throws {
        var overrides = Planner.Overrides()
        overrides.prompt = "from outside"
        #expect(try plan(group, overrides: overrides).cases.map(\.prompt) == ["from outside"])
        #expect(problems(group).contains { $0.remedy?.contains("--prompt") == true })
    }

    @Test func videoIsCarriedNotScored() {
        let yaml =
            "prompt: x\nmodels: {v: {provider: command, run: [sh, \"{{prompt}}\", \"{{output}}\"]}}\nsteps:\n  - type: parallel_group\n    merge_strategy: best_quality\n    parallel_steps: [{type: text_to_video, model: v}]\n"
        #expect(problems(yaml).contains { $0.message.contains("best_quality needs something to score by") })
    }

    // MARK: Stopping early

    private func raced(_ stop: String, strategy: String = "best_quality", models: String = "demo") -> String {
        """
        prompt: x
        steps:
          - type: parallel_group
            merge_strategy: \(strategy)
            stop: \(stop)
            parallel_steps:
              - {id: a, type: text_to_image, model: demo, params: {quality: clean}}
              - {id: b, type: text_to_image, model: demo, params: {quality: noisy}}
        """
    }

    @Test func aRaceIsReadWithItsDefaults() throws {
        let race = try #require(try plan(raced("{when: decided}") + "\nmin_effect: 3").groups.first?.race)
        #expect(race.minCases == 10 && race.every == 5 && race.minEffect == 3)
        #expect(try plan(raced("{when: decided, min_cases: 12, every: 2}")).groups.first?.race?.minCases == 12)
    }

    @Test func aRaceThatCannotBeDecidedIsAProblem() {
        for (yaml, words) in [
            (raced("{when: never}"), "one of decided"), (raced("{min_cases: 10}"), "stop needs 'when'"),
            (raced("{when: decided, min_cases: 2}"), "between 6 and"), (raced("{when: decided, evry: 2}"), "unknown key 'evry'"),
            (raced("{when: decided}", strategy: "first_success"), "first_success takes one"), (raced("decided"), "must be a mapping"),
        ] {
            #expect(problems(yaml).contains { $0.message.contains(words) }, "\(words): \(problems(yaml).map(\.message))")
        }
        let nested = """
            prompt: x
            steps:
              - type: parallel_group
                merge_strategy: best_quality
                parallel_steps:
                  - {id: a, type: text_to_image, model: demo}
                  - type: parallel_group
                    group_id: inner
                    merge_strategy: best_quality
                    stop: {when: decided}
                    parallel_steps:
                      - {id: b, type: text_to_image, model: demo, params: {quality: soft}}
                      - {id: c, type: text_to_image, model: demo, params: {quality: noisy}}
            """
        #expect(problems(nested).contains { $0.message.contains("runs once a case") })
    }
}
