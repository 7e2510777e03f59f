import Catalogs
import Foundation
import Scoring
import Testing

@testable import Pipeline

/// What `scorers:` of a pipeline may say, and what is said about the rest.
@Suite struct ScorerReaderTests {
    private func problems(_ yaml: String) throws -> [String] {
        var reader = ScorerReader(folder: "/tmp")
        _ = reader.scorers(try SettingsFile.parse(yaml, file: "s.yaml"))
        return Problems(reader.problems).list.map { "\($0)" }
    }

    @Test func everyMistakeIsNamedAtOnceWithItsPlace() throws {
        let found = try problems(
            """
            a: {comand: [python3], fills: prompt_aligment}
            b: {command: [python3, x.py], fills: ssim}
            c: {command: [no-such-program-here], fills: my_own, kind: image, range: [5, 1]}
            d: {command: [python3], fills: aesthetics, kind: image, timeout: 0, answers: words}
            e: {command: [python3], fills: aesthetics}
            f: {command: [python3], fills: aesthetics, answers: text, files: [/no/such.bin]}
            """)
        let wanted = [
            "s.yaml:1:4: error: scorer 'a' needs 'command', a program and its arguments (command: [python3, my_scorer.py])",
            "s.yaml:1:5: error: unknown key 'comand' in scorer 'a' (did you mean 'command'?)",
            "no slot called 'prompt_aligment' (did you mean 'prompt_alignment'?)", "'ssim' is measured by bakeoff itself",
            "no program called 'no-such-program-here' (install it, or give its path)",
            "'range' must be the lowest and the highest number (range: [1, 5])", "a metric of your own needs 'better' (better: higher)",
            "'kind' of 'aesthetics' is known", "'timeout' must be between", "'answers' must be one of value, text",
            "a scorer with 'answers: text' fills text_accuracy, not 'aesthetics'", "a file of scorer 'f' cannot be read: /no/such.bin",
        ]
        for message in wanted { #expect(found.contains { $0.contains(message) }, "\(message) in \(found)") }
    }

    @Test func mistakesOfAModelAreNamedToo() throws {
        let found = try problems(
            """
            a: {onnx: none.onnx, library: none.so, fills: aesthetics, input: {rate: 5, widht: 3, width: 4, mean: [1, 2], std: [0]}}
            b: {onnx: none.onnx, command: [python3], fills: aesthetics, output: {take: most}}
            c: {command: [python3], fills: aesthetics, input: {width: 1, height: 1}}
            """)
        let wanted = [
            "no model at none.onnx", "ONNX Runtime was not found (pip install onnxruntime", "'rate' must be between",
            "'rate' is for sounds", "unknown key 'widht' in 'input' of a scorer (did you mean 'width'?)",
            "'width' and 'height' go together",
            "'mean' must be a list of 1 or 3 numbers", "'std' must be above 0", "'command' and 'onnx' exclude each other",
            "'take' must be one of value, mean, softmax", "'input' goes with 'onnx'",
        ]
        for message in wanted { #expect(found.contains { $0.contains(message) }, "\(message) in \(found)") }
    }

    @Test func twoScorersMayNotFillOneMetric() throws {
        let found = try problems("a: {command: [python3], fills: aesthetics}\nb: {command: [python3, x], fills: aesthetics}")
        #expect(found.count == 1 && found[0].contains("scorers 'a' and 'b' both fill 'aesthetics'"))
    }

    @Test func whatAnAnswerDependsOnIsInTheIdentity() throws {
        let folder = try TemporaryFolder()
        func identity(_ more: String = "") throws -> String {
            var reader = ScorerReader(folder: folder.path)
            let yaml = "a: {command: [python3, s.py], fills: aesthetics, files: [w.bin]\(more)}"
            return try #require(reader.scorers(try SettingsFile.parse(yaml, file: "s.yaml")).first).identity
        }
        try folder.write("1", to: "s.py")
        try folder.write("1", to: "w.bin")
        var seen = [try identity()]
        #expect(try identity(", timeout: 5, batch: 2") == seen[0], "how it is asked changes no answer")
        seen.append(try identity(", version: b"))
        try folder.write("2", to: "s.py")
        seen.append(try identity())
        try folder.write("2", to: "w.bin")
        seen.append(try identity())
        #expect(Set(seen).count == 4)
    }
}

/// Whole runs with a scorer in plain Python.
@Suite struct ScorerRunTests {
    private static let script = """
        import json, sys
        print(json.dumps({"bakeoff_scorer": 1, "name": "canned", "version": "1"}), flush=True)
        for line in sys.stdin:
            if line.strip():
                q = json.loads(line)
                open("asked.txt", "a").write(q["path"] + "|" + q.get("prompt", "") + "\\n")
                say = {"id": q["id"], "value": 0.75}
                if "--broken" in sys.argv: sys.exit("out of memory")
                if "--text" in sys.argv: say = {"id": q["id"], "text": "OPEM" if "/soft" in q["path"] else "OPEN"}
                print(json.dumps(say), flush=True)
        """

    private func plan(_ folder: TemporaryFolder, scorers: String, scoring: String, prompt: String = "a hill") throws -> Plan {
        try folder.write(Self.script, to: "canned.py")
        let yaml = """
            name: with_scorers
            prompt: '\(prompt)'
            \(scorers)
            steps:
              - type: parallel_group
                group_id: g
                merge_strategy: best_quality
                scoring: \(scoring)
                parallel_steps:
                  - {id: crisp, type: text_to_image, model: demo, params: {quality: clean}}
                  - {id: soft, type: text_to_image, model: demo, params: {quality: soft}}
            """
        var planner = Planner(try PipelineFile(source: yaml, name: "p.yaml", path: "\(folder.path)/p.yaml"), data: try ScoringData.load())
        return try planner.plan()
    }

    private static let photo = """
        scorers:
          match: {command: [python3, canned.py], fills: prompt_alignment}
          looks: {command: [python3, canned.py], fills: aesthetics}
          mine: {command: [python3, canned.py], fills: my_score, kind: image, unit: points, range: [0, 1], better: higher}
        """

    @Test func filledSlotsGiveQualityAndAreAskedOnce() async throws {
        let folder = try TemporaryFolder()
        let plan = try plan(folder, scorers: Self.photo, scoring: "photo")
        #expect(plan.remarks.isEmpty, "no warning of missing scorers")
        let record = try await execute(plan, in: folder)
        let results = record.comparisons[0].cases.flatMap(\.results)
        #expect(results.count == 2 && results.allSatisfy { $0.scorecard?.quality != nil && $0.scorecard?.missing.isEmpty == true })
        let own = try #require(record.comparisons[0].metrics.first { $0.metric == "my_score" })
        #expect(own.unit == "points" && own.better == "higher" && own.range == [0, 1] && own.weight == nil)
        #expect(record.comparisons[0].metrics.first { $0.metric == "aesthetics" }?.weight == 0.3)
        let asked = try String(contentsOfFile: folder.path + "/asked.txt", encoding: .utf8).split(separator: "\n")
        #expect(asked.count == 6 && asked.allSatisfy { $0.hasSuffix("|a hill") })
        _ = try await execute(plan, in: folder)
        let again = try String(contentsOfFile: folder.path + "/asked.txt", encoding: .utf8).split(separator: "\n")
        #expect(again.count == 6, "stored readings are taken")
    }

    @Test func anotherScriptMeasuresAgain() async throws {
        let folder = try TemporaryFolder()
        _ = try await execute(try plan(folder, scorers: Self.photo, scoring: "photo"), in: folder)
        let changed = Self.photo.replacing("canned.py], fills: aesthetics", with: "canned.py, more], fills: aesthetics")
        _ = try await execute(try plan(folder, scorers: changed, scoring: "photo"), in: folder)
        let asked = try String(contentsOfFile: folder.path + "/asked.txt", encoding: .utf8).split(separator: "\n")
        #expect(asked.count == 12)
    }

    @Test func aScorerThatBreaksOffLeavesAReasonAndIsTriedAgainByTheNextSitting() async throws {
        let folder = try TemporaryFolder()
        let broken = "scorers: {looks: {command: [python3, canned.py, --broken], fills: aesthetics}}"
        let plan = try plan(folder, scorers: broken, scoring: "photo")
        let record = try await execute(plan, in: folder)
        let missing = record.comparisons[0].cases.flatMap(\.results).compactMap { card in
            card.scorecard?.missing.first { $0.metric == "aesthetics" }?.reason
        }
        #expect(missing.count == 2 && missing.allSatisfy { $0.contains("ended with status 1; it wrote: out of memory") })
        let before = try String(contentsOfFile: folder.path + "/asked.txt", encoding: .utf8).count
        _ = try await execute(try self.plan(folder, scorers: broken, scoring: "photo"), in: folder)
        #expect(try String(contentsOfFile: folder.path + "/asked.txt", encoding: .utf8).count > before)
    }

    @Test func theTextThatIsReadDecides() async throws {
        let folder = try TemporaryFolder()
        let plan = try plan(
            folder, scorers: "scorers: {words: {command: [python3, canned.py, --text], answers: text, fills: text_accuracy}}",
            scoring: "text-in-image", prompt: "a shop with a sign “Open”")
        let record = try await execute(plan, in: folder)
        let values = record.comparisons[0].cases[0].results.map { result in
            result.scorecard?.readings.first { $0.metric == "text_accuracy" }?.value
        }
        #expect(values == [1, 0.75])
        #expect(record.comparisons[0].cases[0].verdicts.first?.winner == "crisp")
    }

    @Test func withoutScorersThePlanWarns() throws {
        let folder = try TemporaryFolder()
        let plan = try plan(folder, scorers: "", scoring: "text-in-image")
        #expect(plan.remarks.contains { $0.message.contains("needs scorers for text_accuracy, and none is configured") })
    }
}
