import Catalogs
import Foundation
import Media
import Testing

@testable import Pipeline

/// What a run would call, told without running it.
@Suite struct ForecastTests {
    private let folder: TemporaryFolder
    private let cache: OutputCache

    init() throws {
        folder = try TemporaryFolder()
        cache = OutputCache(folder: folder.path + "/cache")
    }

    /// Gives text; any call fails the test.
    private var provider: FakeProvider {
        FakeProvider { request in
            Issue.record("\(request.cell) was called")
            throw CellFailure("called", "called")
        }
    }

    private func branch(_ id: String, price: UnitPrice? = nil, provider: FakeProvider? = nil) -> Branch {
        var branch = fakeBranch(id, provider ?? self.provider)
        branch.price = price
        return branch
    }

    private func plan(_ branches: [Branch], cases: Int = 4, repeats: Int = 1, after: [PlannedStep] = []) throws -> Plan {
        fakePlan(
            steps: [fakeStep("g", isList: true, .group(try fakeGroup("g", branches)))] + after,
            cases: (1...cases).map { Case(id: "c\($0)", prompt: "12345") }, repeats: repeats, runs: folder.path)
    }

    private func keep(_ branch: Branch, _ input: Case, in plan: Plan, seconds: Double) throws {
        try folder.write("x", to: "output")
        let key = Fingerprint.key(branch, input: input, seed: plan.seed(of: input.id, repeat: 0), repeat: 0)
        let entry = OutputCache.Entry(
            kind: .text, mediaType: "text/plain", fileExtension: "txt", sha256: sha256Hex(Array("x".utf8)), bytes: 1, seconds: seconds,
            costUSD: 1, tries: 1, seed: 0, created: "2026-11-24T10:00:00Z", model: branch.model, provider: "fake")
        try cache.store(entry, file: folder.path + "/output", key: key)
    }

    @Test func everyCaseAndRepeatIsACall() throws {
        let plan = try plan([branch("a", price: UnitPrice(amount: 0.04, unit: .image)), branch("b")], cases: 4, repeats: 3)
        let forecast = try Forecast.of(plan, cache: cache, store: nil)
        #expect(forecast.lines.map(\.calls) == [12, 12] && forecast.calls == 24 && !forecast.isOpenEnded)
        #expect(abs(try #require(forecast.lines[0].costUSD) - 0.48) < 1e-9 && forecast.lines[0].price == "$0.04 an image")
    }

    @Test func anUnknownPriceIsUnknownAndNotZero() throws {
        let forecast = try Forecast.of(try plan([branch("a"), branch("b", price: .free)]), cache: nil, store: nil)
        #expect(forecast.lines.map(\.costUSD) == [nil, 0] && forecast.lines.map(\.price) == [nil, "free"])
        #expect(forecast.unpriced.map(\.branch) == ["a"] && forecast.knownCostUSD == 0)
    }

    @Test func aPriceByWhatOnlyTheOutputTellsIsUnknown() throws {
        let second = branch("a", price: UnitPrice(amount: 1, unit: .second))
        let letters = branch("b", price: UnitPrice(amount: 2, unit: .thousandCharacters))
        let lines = try Forecast.of(try plan([second, letters]), cache: nil, store: nil).lines
        #expect(lines[0].costUSD == nil)
        #expect(abs(try #require(lines[1].costUSD) - 0.04) < 1e-9, "4 × 5 characters at $2 a thousand")
    }

    @Test func cachedOutputsAreNoCallsAndTellHowLongTheOthersTake() throws {
        let a = branch("a", price: UnitPrice(amount: 1))
        let plan = try plan([a, branch("b", price: UnitPrice(amount: 1))], cases: 10)
        for (index, seconds) in [2.0, 4, 90].enumerated() { try keep(a, plan.cases[index], in: plan, seconds: seconds) }
        let lines = try Forecast.of(plan, cache: cache, store: nil).lines
        #expect(lines[0].cached == 3 && lines[0].calls == 7 && lines[0].costUSD == 7)
        #expect(lines[0].seconds == 12, "7 calls, 3 at once, 4 s each in the middle")
        #expect(lines[1].cached == 0 && lines[1].calls == 10 && lines[1].seconds == nil, "another model tells nothing of this one")
        #expect(try Forecast.of(plan, cache: nil, store: nil).lines[0].calls == 10)
    }

    @Test func requestsAMinuteCanTakeLongerThanTheCalls() throws {
        var slow = branch("a")
        slow.limits = ModelLimits(maxConcurrent: 2, perMinute: 3)
        let plan = try plan([slow], cases: 10)
        try keep(slow, plan.cases[0], in: plan, seconds: 1)
        let line = try Forecast.of(plan, cache: cache, store: nil).lines[0]
        #expect(line.workers == 2 && line.seconds == 180, "9 calls begin in 3 minutes")
    }

    @Test func whatTheRunHasMadeIsDone() async throws {
        let made = FakeProvider { request in
            if request.cell.caseID == "c4" { throw CellFailure("exit_status", "no") }
        }
        let before = try plan([branch("a", price: UnitPrice(amount: 1), provider: made)])
        _ = try await execute(before, in: folder)
        let store = try RunStore(RunFolder(path: folder.path))
        var again = try plan([branch("a", price: UnitPrice(amount: 1)), branch("b")])
        let lines = try Forecast.of(again, cache: nil, store: store).lines
        #expect(lines[0].stored == 3 && lines[0].calls == 1 && lines[0].costUSD == 1 && lines[1].calls == 4)
        again.selection.only = .failed
        #expect(try Forecast.of(again, cache: nil, store: store).lines.map(\.calls) == [1, 0])
        again.selection.only = .missing
        #expect(try Forecast.of(again, cache: nil, store: store).lines.map(\.calls) == [0, 4])
    }

    @Test func anotherPromptMakesWhatIsStoredCountNoMore() async throws {
        _ = try await execute(try plan([branch("a", provider: FakeProvider { _ in })]), in: folder)
        let changed = fakePlan(
            steps: try plan([branch("a")]).steps, cases: (1...4).map { Case(id: "c\($0)", prompt: $0 == 1 ? "new" : "12345") },
            runs: folder.path)
        let line = try Forecast.of(changed, cache: nil, store: try RunStore(RunFolder(path: folder.path))).lines[0]
        #expect(line.stored == 3 && line.calls == 1)
    }

    @Test func whatFollowsAListIsTheLeastThereIs() throws {
        let next = fakeStep("next", .imageUnderstanding, after: ["g"], .generate(try fakeGroup("next", [branch("n", price: .free)])))
        let forecast = try Forecast.of(try plan([branch("a")], after: [next]), cache: cache, store: nil)
        #expect(forecast.lines.map(\.isOpenEnded) == [false, true] && forecast.isOpenEnded)
        #expect(forecast.lines[1].calls == 4 && forecast.lines[1].costUSD == 0)
    }

    /// The key of such a call holds an output that is not there yet.
    @Test func aStepThatTakesAnOutputIsNeverCached() throws {
        let later = branch("n", price: UnitPrice(amount: 1, unit: .thousandCharacters))
        let group = try fakeGroup("one", [branch("a")], merge: "first_success")
        let steps = [
            fakeStep("one", .parallelGroup, .group(group)), fakeStep("two", after: ["one"], .generate(try fakeGroup("two", [later]))),
        ]
        let plan = fakePlan(steps: steps, cases: [Case(id: "c1", prompt: "12345")], runs: folder.path)
        try keep(later, plan.cases[0], in: plan, seconds: 1)
        let line = try Forecast.of(plan, cache: cache, store: nil).lines[1]
        #expect(line.cached == 0 && line.calls == 1 && line.costUSD == nil)
    }

    @Test func aPromptThatAStepWroteIsNotTheCases() throws {
        let writer = fakeStep("one", .promptGeneration, .generate(try fakeGroup("one", [branch("a")])))
        let later = branch("n")
        let steps = [writer, fakeStep("two", after: ["one"], inputs: [], .generate(try fakeGroup("two", [later])))]
        let plan = fakePlan(steps: steps, cases: [Case(id: "c1", prompt: "p")], runs: folder.path)
        try keep(later, plan.cases[0], in: plan, seconds: 1)
        #expect(try Forecast.of(plan, cache: cache, store: nil).lines[1].cached == 0)
    }

    @Test func whatIsLeftOutIsNotCounted() throws {
        var left = branch("b")
        left.isSelected = false
        var plan = try plan(
            [branch("a"), left], cases: 4, after: [fakeStep("h", .textToSpeech, .generate(try fakeGroup("h", [branch("x")])))])
        plan.selection.cases = ["c2"]
        plan.selection.groups = ["g"]
        let lines = try Forecast.of(plan, cache: nil, store: nil).lines
        #expect(lines.map(\.branch) == ["a"] && lines[0].calls == 1)
    }

    @Test func aGroupInAGroupIsCountedByItsBranches() throws {
        let inner = try fakeGroup("inner", [branch("x"), branch("y")], merge: "first_success")
        let forecast = try Forecast.of(try plan([nestedBranch("deep", inner), branch("flat")]), cache: nil, store: nil)
        #expect(forecast.lines.map { "\($0.group)/\($0.branch)" } == ["g/flat", "inner/x", "inner/y"])
    }

    @Test func nothingIsWritten() throws {
        let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        _ = try Forecast.of(try plan([branch("a")]), cache: cache, store: nil)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path) == before)
    }
}
