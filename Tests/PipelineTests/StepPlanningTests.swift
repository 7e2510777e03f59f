import Catalogs
import Foundation
import Scoring
import Testing

@testable import Pipeline

/// Steps other than groups: how they are read, what they are connected to, and what is wrong with them.
@Suite struct StepPlanningTests {
    static func outcome(_ yaml: String, _ overrides: Planner.Overrides = .init()) -> (plan: Plan?, problems: [Problem]) {
        do {
            let file = try PipelineFile(source: yaml, name: "p.yaml", path: "/tmp/p.yaml")
            var planner = Planner(file, overrides: overrides, data: try ScoringData.load())
            let plan = try planner.plan()
            return (plan, plan.remarks)
        } catch {
            return (nil, error.list)
        }
    }

    private static let image = "{type: text_to_image, model: demo}"
    private static let two =
        "[{id: a, type: text_to_image, model: demo}, {id: b, type: text_to_image, model: demo, params: {quality: soft}}]"

    /// A fragment below `steps:`, a part of the message, the line in the whole file.
    static let wrong: [(String, String, Int)] = [
        ("- {type: paralel_group}", "unknown step type 'paralel_group'", 3),
        ("- {type: text_to_image, model: dmo}", "no model called 'dmo'", 3),
        ("- {type: text_to_image}", "needs 'model'", 3),
        ("- {type: text_to_image, model: demo, modle: x}", "unknown key 'modle'", 3),
        ("- {type: text_to_image, model: demo, retry_count: many}", "'retry_count' must be a whole number", 3),
        ("- {type: text_to_image, model: demo, params: {quality: sharp}}", "no demo quality called 'sharp'", 3),
        ("- {type: text_to_image, model: demo, params: {prompt: \"{{promt}}\"}}", "'{{promt}}'", 3),
        ("- {type: text_to_image, model: demo, params: {prompt: \"{{steps.x.output}}\"}}", "'{{steps.x.output}}'", 3),
        ("- {type: text_to_image, model: demo, params: {prompt: \"${BAKEOFF_NOT_SET}\"}}", "'BAKEOFF_NOT_SET' is not set", 3),
        ("- \(image)\n  - {type: text_to_image, model: demo, depends_on: [nowhere]}", "names no step: 'nowhere'", 4),
        (
            "- {id: a, type: text_to_image, model: demo, depends_on: [b]}\n  - {id: b, type: text_to_image, model: demo, depends_on: [a]}",
            "goes round in a circle: a → b → a", 3
        ),
        ("- {id: a, type: text_to_image, model: demo}\n  - {id: a, type: text_to_image, model: demo}", "id 'a' stands twice", 4),
        ("- {type: upscale_image, model: demo}", "takes image, and nothing gives it any", 3),
        ("- {type: text_to_speech, model: demo}\n  - {type: upscale_image, model: demo}", "takes image, but 'step_1' gives audio", 4),
        ("- {type: merge_results}", "nothing to merge", 3),
        (
            "- {id: a, type: text_to_image, model: demo}\n  - {id: b, type: text_to_speech, model: demo}\n"
                + "  - {type: merge_results, depends_on: [a, b], merge_strategy: combine_outputs}", "different kinds", 5
        ),
        ("- {type: batch_process, steps: [\(image)]}", "takes a list", 3),
        ("- \(image)\n  - {type: batch_process, steps: [{type: upscale_image, model: demo}]}", "'step_1' gives image", 4),
        ("- {type: split_input, items: [x, y]}\n  - {type: batch_process, steps: []}", "needs 'steps'", 4),
        ("- {type: split_input, items: [x, y]}\n  - {type: batch_process, steps: [{type: split_input}]}", "cannot stand", 4),
        ("- {type: split_input, split_strategy: robin}", "no split strategy called 'robin'", 3),
        ("- {type: split_input, split_strategy: round_robin}\n  - {type: parallel_group, parallel_steps: \(two)}", "deals a list", 3),
        ("- {type: split_input, split_strategy: round_robin, items: [x, y]}", "none follows", 3),
        (
            "- {type: split_input, split_strategy: round_robin, items: [x, y]}\n"
                + "  - {type: parallel_group, merge_strategy: best_quality, parallel_steps: \(two)}", "gives each its own items", 4
        ),
        ("- {type: split_input, split_strategy: custom, items: [x]}", "needs either 'assign' or 'command'", 3),
        (
            "- {type: split_input, split_strategy: custom, items: [x], assign: {a: 2}}\n  - {type: parallel_group, parallel_steps: \(two)}",
            "there is no item 2", 3
        ),
        (
            "- {type: split_input, split_strategy: custom, items: [x], assign: {c: 1}}\n  - {type: parallel_group, parallel_steps: \(two)}",
            "'assign' names no branch: 'c'", 3
        ),
        (
            "- {type: parallel_group, parallel_steps: [{type: parallel_group, parallel_steps: \(two)}]}", "must end in one artifact", 3
        ),
        ("- {type: parallel_group, parallel_steps: [{type: merge_results}]}", "cannot stand in a group", 3),
        (
            "- {type: parallel_group, parallel_steps: [{type: parallel_group, parallel_steps: [{type: parallel_group, parallel_steps: "
                + "[{type: parallel_group, parallel_steps: \(two)}]}]}]}", "more than 3 deep", 3
        ),
        ("- {type: text_to_video, model: demo}", "cannot do text_to_video", 3),
    ]

    @Test(arguments: wrong) func whatIsWrongIsSaidWithItsLine(fragment: String, message: String, line: Int) throws {
        let found = Self.outcome("prompt: hi\nsteps:\n  \(fragment)\n").problems
        let fitting = found.filter { $0.severity == .error && $0.message.contains(message) }
        #expect(fitting.contains { $0.place?.line == line }, "\(found)")
    }

    @Test func aStepFollowsTheOneAboveUnlessItSaysOtherwise() throws {
        let yaml = """
            prompt: hi
            steps:
              - {id: a, type: text_to_image, model: demo}
              - {id: b, type: upscale_image, model: demo}
              - {id: c, type: text_to_image, model: demo, depends_on: []}
              - {id: d, type: merge_results, depends_on: [b, c]}
            """
        let steps = try #require(Self.outcome(yaml).plan).steps
        #expect(steps.map(\.after) == [[], ["a"], [], ["b", "c"]] && steps.map(\.inputs) == [[], ["a"], [], ["b", "c"]])
        #expect(steps.map { $0.output.description } == ["image", "image", "image", "a list of image"])
    }

    @Test func aStepMayDependOnOneBelowIt() throws {
        let yaml = """
            prompt: hi
            steps:
              - {id: late, type: upscale_image, model: demo, depends_on: [early]}
              - {id: early, type: text_to_image, model: demo, depends_on: []}
            """
        let steps = try #require(Self.outcome(yaml).plan).steps
        #expect(steps.map(\.id) == ["late", "early"] && steps[0].inputs == ["early"])
    }

    @Test func aStepThatIsSwitchedOffIsSteppedOver() throws {
        let yaml = """
            prompt: hi
            steps:
              - {id: a, type: text_to_image, model: demo}
              - {id: off, type: text_to_speech, model: demo, enabled: false}
              - {id: c, type: upscale_image, model: demo}
              - {id: d, type: upscale_image, model: demo, depends_on: [off]}
            """
        let steps = try #require(Self.outcome(yaml).plan).steps
        #expect(steps.map(\.id) == ["a", "c", "d"] && steps.map(\.after) == [[], ["a"], ["a"]])
    }

    @Test func theThirdSpellingIsReadWithAWarning() throws {
        let yaml = "prompt: hi\nsteps:\n  - {type: parallel_group, name: g, timeout: 9, steps: \(Self.two)}\n"
        let (plan, remarks) = Self.outcome(yaml)
        let group = try #require(plan?.groups.first)
        #expect(group.id == "g" && group.branches.map(\.id) == ["a", "b"] && group.branches.map(\.timeout) == [9, 9])
        #expect(remarks.contains { $0.severity == .warning && $0.message.contains("parallel_steps") && $0.place?.line == 3 })
    }

    @Test func theSameModelTwiceIsWarnedOf() throws {
        let yaml = "prompt: hi\nsteps:\n  - {type: parallel_group, parallel_steps: [\(Self.image), \(Self.image)]}\n"
        #expect(Self.outcome(yaml).problems.contains { $0.severity == .warning && $0.message.contains("the same model") })
    }

    @Test func pricesLimitsAndRetriesAreRead() throws {
        let yaml = """
            prompt: hi
            models:
              m: {provider: command, run: [echo, "{{prompt}}"], price: {usd: 0.04, per: image, source: list, date: 2026-11-01}, max_concurrent: 2, requests_per_minute: 30}
            steps:
              - {id: a, type: text_to_image, model: m, retry_count: 4}
            """
        let plan = try #require(Self.outcome(yaml).plan)
        guard case .generate(let group) = plan.steps[0].work else { return #expect(Bool(false), "not a generating step") }
        let branch = group.branches[0]
        #expect(branch.price == UnitPrice(amount: 0.04, unit: .image, source: "list", date: "2026-11-01") && branch.retries == 4)
        #expect(branch.limits == ModelLimits(maxConcurrent: 2, perMinute: 30))
    }

    @Test func aCostLimitNeedsPrices() throws {
        let yaml =
            "prompt: hi\nmodels: {m: {provider: command, run: [echo, \"{{prompt}}\"]}}\nsteps:\n  - {id: a, type: text_to_image, model: m}\n"
        var overrides = Planner.Overrides()
        overrides.maxCost = 1
        #expect(Self.outcome(yaml, overrides).problems.contains { $0.message.contains("--max-cost needs prices") && $0.place?.line == 4 })
    }

    @Test func theCommandLineSelects() throws {
        let yaml = "cases: [x, y, z]\nsteps:\n  - {type: parallel_group, group_id: g, parallel_steps: \(Self.two)}\n"
        var overrides = Planner.Overrides()
        overrides.branches = ["!b"]
        overrides.cases = ["case-0?"]
        overrides.limit = 2
        let plan = try #require(Self.outcome(yaml, overrides).plan)
        #expect(plan.groups[0].branches.map(\.isSelected) == [true, false] && plan.selection.cases == ["case-01", "case-02"])
        #expect(plan.cases.count == 3)
        overrides.branches = ["nobody"]
        #expect(Self.outcome(yaml, overrides).problems.contains { $0.message.contains("--branch 'nobody' fits no branch") })
    }

    @Test(arguments: [
        ("a*c", "abbc", true), ("a*c", "abb", false), ("?", "x", true), ("*", "", true), ("a**b", "ab", true), ("", "a", false),
        ("*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ]) func patternsFit(pattern: String, name: String, fits: Bool) { #expect(Pattern.fits(name, pattern) == fits) }
}
