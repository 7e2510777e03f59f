import Catalogs
import Foundation
import Media
import Synchronization
import Testing

@testable import Pipeline

/// Steps as a graph: what flows, what waits, what is left out.
@Suite struct StepWalkTests {
    /// Puts a prefix before what flows in: words behind the first bytes of a PNG, or the prompt.
    private func prefixed(_ prefix: String) -> FakeProvider {
        FakeProvider(picturing: { request in
            let flowing = request.input.input.map { Self.words(in: $0) } ?? request.input.prompt ?? ""
            return "\(prefix)(\(flowing))"
        })
    }

    private func single(_ id: String, _ provider: FakeProvider, after: [String] = [], inputs: [String]? = nil) throws -> PlannedStep {
        let type = after.isEmpty || inputs == [] ? StepType.textToImage : .imageToImage
        return fakeStep(
            id, type, after: after, inputs: inputs, kind: .image,
            .generate(try fakeGroup(id, [fakeBranch(id, provider, type: type)], kind: .image, merge: "first_success")))
    }

    /// The words in an output of the run.
    private func text(_ folder: TemporaryFolder, _ path: String) throws -> String { Self.words(in: "\(folder.path)/outputs/\(path)") }

    private static func words(in path: String) -> String {
        String(decoding: (FileManager.default.contents(atPath: path) ?? Data()).dropFirst(8), as: UTF8.self)
    }

    private func branch(_ id: String, _ provider: FakeProvider) -> Branch { fakeBranch(id, provider, type: .textToImage) }

    @Test func aStepTakesWhatTheStepAboveGave() async throws {
        let folder = try TemporaryFolder()
        let steps = [try single("one", prefixed("a")), try single("two", prefixed("b"), after: ["one"])]
        let record = try await execute(fakePlan(steps: steps, cases: [Case(id: "c", prompt: "p")], runs: folder.path), in: folder)
        #expect(try text(folder, "two/c/two.png") == "b(a(p))")
        #expect(record.steps?.map(\.id) == ["one", "two"] && record.comparisons.isEmpty)
    }

    @Test func theWinnerOfAGroupFeedsTheNextStep() async throws {
        let folder = try TemporaryFolder()
        let bad = FakeProvider { _ in throw CellFailure("exit_status", "no") }
        let group = try fakeGroup("g", [branch("x", bad), branch("y", prefixed("y"))], kind: .image, merge: "first_success")
        let steps = [fakeStep("g", kind: .image, .group(group)), try single("after", prefixed("z"), after: ["g"])]
        _ = try await execute(fakePlan(steps: steps, cases: [Case(id: "c", prompt: "p")], runs: folder.path), in: folder)
        #expect(try text(folder, "after/c/after.png") == "z(y(p))")
    }

    /// Each side waits for the other to have begun: one after the other this would never end.
    @Test(.timeLimit(.minutes(1))) func stepsThatDoNotDependOnEachOtherRunAtTheSameTime() async throws {
        let folder = try TemporaryFolder()
        let (left, right) = (Gate(), Gate())
        let steps = [
            try single(
                "left",
                FakeProvider(
                    { _ in
                        await left.open(); await right.pass()
                    }, picturing: { _ in "l" })),
            try single(
                "right",
                FakeProvider(
                    { _ in
                        await right.open(); await left.pass()
                    }, picturing: { _ in "r" })),
        ]
        let record = try await execute(fakePlan(steps: steps, cases: [Case(id: "c", prompt: "p")], runs: folder.path), in: folder)
        #expect(record.steps?.map(\.successfulCount) == [1, 1])
    }

    @Test func aStepWithoutItsInputIsCancelledAndSaysWhy() async throws {
        let folder = try TemporaryFolder()
        let steps = [
            try single("one", FakeProvider { _ in throw CellFailure("exit_status", "no") }),
            try single("two", prefixed("b"), after: ["one"]),
        ]
        let record = try await execute(fakePlan(steps: steps, cases: [Case(id: "c", prompt: "p")], runs: folder.path), in: folder)
        let two = try #require(record.steps?.last)
        #expect(two.cancelledCount == 1 && two.cases[0].results[0].error?.message.contains("'one' gave nothing") == true)
        #expect(two.totalCost == 0)
    }

    @Test func aStepThatOnlyFollowsRunsAllTheSame() async throws {
        let folder = try TemporaryFolder()
        let steps = [
            try single("one", FakeProvider { _ in throw CellFailure("exit_status", "no") }),
            try single("two", prefixed("b"), after: ["one"], inputs: []),
        ]
        _ = try await execute(fakePlan(steps: steps, cases: [Case(id: "c", prompt: "p")], runs: folder.path), in: folder)
        #expect(try text(folder, "two/c/two.png") == "b(p)")
    }

    @Test func aNestedGroupCompetesWithItsWinner() async throws {
        let folder = try TemporaryFolder()
        let bad = FakeProvider { _ in throw CellFailure("exit_status", "no") }
        let inner = try fakeGroup("inner", [branch("i1", bad), branch("i2", prefixed("i2"))], kind: .image, merge: "first_success")
        let middle = try fakeGroup("middle", [nestedBranch("m", inner)], kind: .image, merge: "first_success")
        let outer = try fakeGroup("outer", [nestedBranch("deep", middle), branch("flat", prefixed("flat"))], kind: .image)
        let plan = fakePlan(
            steps: [fakeStep("outer", isList: true, kind: .image, .group(outer))], cases: [Case(id: "c", prompt: "p")], runs: folder.path)
        let record = try await execute(plan, in: folder)
        #expect(record.comparisons.map(\.groupId) == ["outer", "middle", "inner"])
        let results = record.comparisons[0].cases[0].results
        #expect(results.map(\.branch) == ["deep", "flat"] && results.allSatisfy { $0.status == .ok })
        #expect(results[0].path == "outputs/inner/c/i2.png")
        // 0.25 for each call that was billed, counted once although nested groups stand in each other.
        #expect(record.run.costUsd == nil || record.run.costUsd == 0.5 || record.run.costUsd == 0.75)
    }

    @Test func aListIsTakenItemByItemInOrder() async throws {
        let folder = try TemporaryFolder()
        let pair = try fakeGroup("pair", [branch("a", prefixed("a")), branch("b", prefixed("b"))], kind: .image)
        let steps = [fakeStep("pair", isList: true, kind: .image, .group(pair)), try single("each", prefixed("e"), after: ["pair"])]
        let record = try await execute(fakePlan(steps: steps, cases: [Case(id: "c", prompt: "p")], runs: folder.path), in: folder)
        #expect(try text(folder, "each/c.01/each.png") == "e(a(p))" && text(folder, "each/c.02/each.png") == "e(b(p))")
        #expect(record.steps?[0].cases.map(\.id) == ["c.01", "c.02"])
    }

    @Test func aBatchMapsItsStepsOverTheItems() async throws {
        let folder = try TemporaryFolder()
        let underWay = Counter()
        let slow = FakeProvider(
            { _ in
                underWay.enter()
                for _ in 0..<20 { await Task.yield() }
                underWay.leave()
            }, picturing: { "s(\($0.input.prompt ?? ""))" })
        let batch = BatchProcess(steps: [try single("s1", slow), try single("s2", prefixed("t"), after: ["s1"])], maxWorkers: 2)
        let split = InputSplit(
            source: .items((1...6).map { SplitItem(text: "item \($0)") }), strategy: try strategy("duplicate"), strategyName: "duplicate",
            branches: [])
        let steps = [
            fakeStep("list", .splitInput, isList: true, .split(split)),
            fakeStep("batch", .batchProcess, after: ["list"], isList: true, kind: .image, .batch(batch)),
            fakeStep(
                "all", .mergeResults, after: ["batch"], isList: true, kind: .image,
                .merge(ResultMerge(merge: try collectAll(), mergeName: "collect_all", kind: .image, scorer: nil))),
        ]
        let record = try await execute(fakePlan(steps: steps, cases: [Case(id: "c", prompt: "p")], runs: folder.path), in: folder)
        #expect(record.steps?.map(\.id) == ["list", "s1", "s2", "all"])
        #expect(record.steps?.last?.cases[0].results.count == 6)
        #expect(try text(folder, "s2/c.06/s2.png") == "t(s(item 6))")
        #expect(underWay.most <= 2)
    }

    @Test func dealtItemsGoToTheirBranchesAlone() async throws {
        let folder = try TemporaryFolder()
        let log = EventLog()
        let split = InputSplit(
            source: .items((1...5).map { SplitItem(text: "item \($0)") }), strategy: try strategy("round_robin"),
            strategyName: "round_robin",
            branches: ["a", "b"])
        let group = try fakeGroup("g", [branch("a", prefixed("a")), branch("b", prefixed("b"))], kind: .image)
        let steps = [
            fakeStep("deal", .splitInput, isList: true, .split(split)),
            fakeStep("g", after: ["deal"], isList: true, kind: .image, .group(group)),
            fakeStep(
                "all", .mergeResults, after: ["g"], isList: true, kind: .image,
                .merge(ResultMerge(merge: try collectAll(), mergeName: "collect_all", kind: .image, scorer: nil))),
        ]
        let record = try await execute(fakePlan(steps: steps, cases: [Case(id: "c", prompt: "p")], runs: folder.path), in: folder, log: log)
        #expect(log.finished.map { "\($0.cell.caseID)\($0.cell.branch)" }.sorted() == ["c.01a", "c.02b", "c.03a", "c.04b", "c.05a"])
        // In the order of the list, so that a story told by turns stays a story.
        let verdict = try #require(record.comparisons[0].cases.first { !$0.verdicts.isEmpty })
        let inOrder = record.steps?.last?.cases[0].results.compactMap(\.path).compactMap { try? text(folder, String($0.dropFirst(8))) }
        #expect(inOrder == ["a(item 1)", "b(item 2)", "a(item 3)", "b(item 4)", "a(item 5)"])
        #expect(verdict.id == "c" && verdict.verdicts[0].reason == "Kept 5 of 5 outputs.")
    }

    @Test func aMergeTakesWhatItsStepsGaveAndCountsTheRest() async throws {
        let folder = try TemporaryFolder()
        let steps = [
            try single("one", FakeProvider { _ in throw CellFailure("exit_status", "no") }), try single("two", prefixed("b")),
            fakeStep(
                "fan", .mergeResults, after: ["one", "two"], kind: .image,
                .merge(ResultMerge(merge: try firstSuccess(), mergeName: "first_success", kind: .image, scorer: nil))),
            try single("last", prefixed("z"), after: ["fan"]),
        ]
        let record = try await execute(fakePlan(steps: steps, cases: [Case(id: "c", prompt: "p")], runs: folder.path), in: folder)
        #expect(record.steps?[2].cases[0].verdicts[0].winner == "two")
        #expect(try text(folder, "last/c/last.png") == "z(b(p))")
    }

    private func strategy(_ name: String) throws -> any SplitStrategy {
        var options = Options(of: name)
        return try #require(splitStrategyCatalog.make(name, options: &options))
    }

    private func collectAll() throws -> any MergeStrategy {
        var options = Options(of: "collect_all")
        return try #require(mergeStrategyCatalog.make("collect_all", options: &options))
    }

    private func firstSuccess() throws -> any MergeStrategy {
        var options = Options(of: "first_success")
        return try #require(mergeStrategyCatalog.make("first_success", options: &options))
    }
}
