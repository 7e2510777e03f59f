import Foundation
import Testing

@testable import Pipeline

/// Outputs of earlier runs and of identical calls.
@Suite struct CachedRunTests {
    private func plan(_ branches: [Branch], _ folder: TemporaryFolder, maxWorkers: Int = 3, repeats: Int = 1) throws -> Plan {
        fakePlan(
            steps: [fakeStep("g", isList: true, .group(try fakeGroup("g", branches, maxWorkers: maxWorkers)))],
            cases: [Case(id: "c1", prompt: "p1"), Case(id: "c2", prompt: "p2")], repeats: repeats, runs: folder.path)
    }

    @Test func aSecondRunTakesEverythingFromTheCacheAndSpendsNothing() async throws {
        let (one, two, store) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
        let cache = OutputCache(folder: store.path)
        var branch = fakeBranch("a", FakeProvider { _ in })
        branch.price = UnitPrice(amount: 0.25)
        let first = try await execute(try plan([branch], one), in: one, cache: cache)
        let log = EventLog()
        let second = try await execute(try plan([branch], two), in: two, log: log, cache: cache)
        #expect(log.started.isEmpty && second.run.cachedOutputs == 2 && second.run.costUsd == 0 && first.run.costUsd == 0.5)
        let (old, new) = (first.comparisons[0].cases[0].results[0], second.comparisons[0].cases[0].results[0])
        #expect(new.cached && new.sha256 == old.sha256 && new.latency == old.latency && new.costUsd == 0.25)
        #expect(second.comparisons[0].ranking[0].secondsMedian == nil, "a cached latency enters no latency verdict")
        #expect(FileManager.default.fileExists(atPath: "\(two.path)/outputs/g/c1/a.txt"))
    }

    @Test func anotherParameterRepeatOrModelIsAnotherCall() async throws {
        let (one, two, store) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
        let cache = OutputCache(folder: store.path)
        _ = try await execute(try plan([fakeBranch("a", FakeProvider { _ in })], one), in: one, cache: cache)
        let log = EventLog()
        _ = try await execute(
            try plan([fakeBranch("a", FakeProvider { _ in }), fakeBranch("b", FakeProvider { _ in })], two, repeats: 2), in: two, log: log,
            cache: cache)
        #expect(log.started.count == 6 && log.started.filter { $0.branch == "a" }.allSatisfy { $0.repeat == 1 })
    }

    @Test func failuresAreNotCached() async throws {
        let (one, two, store) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
        let cache = OutputCache(folder: store.path)
        let bad = FakeProvider { _ in throw CellFailure("exit_status", "no") }
        _ = try await execute(try plan([fakeBranch("a", bad)], one), in: one, cache: cache)
        let log = EventLog()
        _ = try await execute(try plan([fakeBranch("a", FakeProvider { _ in })], two), in: two, log: log, cache: cache)
        #expect(log.started.count == 2)
    }

    /// Two steps of one pipeline that ask the same model for the same: one call is enough, whoever comes first.
    @Test func identicalCallsUnderWayAreOneCall() async throws {
        let (folder, store) = (try TemporaryFolder(), try TemporaryFolder())
        let log = EventLog()
        let slow = FakeProvider(saying: "same") { _ in for _ in 0..<50 { await Task.yield() } }
        let steps = try ["x", "y", "z"].map { id in
            fakeStep(id, .imageUnderstanding, .generate(try fakeGroup(id, [fakeBranch("m", slow)], merge: "first_success")))
        }
        let plan = fakePlan(steps: steps, cases: [Case(id: "c", prompt: "p")], runs: folder.path)
        let record = try await execute(plan, in: folder, log: log, cache: OutputCache(folder: store.path))
        #expect(log.started.count == 1 && record.run.cachedOutputs == 2)
        #expect(record.steps?.map(\.successfulCount) == [1, 1, 1])
    }

    @Test func offlineCallsNothing() async throws {
        let (folder, store) = (try TemporaryFolder(), try TemporaryFolder())
        let log = EventLog()
        let record = try await execute(
            try plan([fakeBranch("a", FakeProvider { _ in })], folder), in: folder, log: log, cache: OutputCache(folder: store.path),
            offline: true)
        #expect(log.started.isEmpty && record.comparisons[0].cases[0].results[0].error?.code == "offline")
    }

    @Test func branchesWithIdenticalFilesAreNamed() async throws {
        let folder = try TemporaryFolder()
        let same = FakeProvider(saying: "same")
        let other = FakeProvider(saying: "other")
        let record = try await execute(
            try plan([fakeBranch("a", same), fakeBranch("b", other), fakeBranch("c", same)], folder), in: folder)
        #expect(record.comparisons[0].identicalBranches == [["a", "c"]])
    }
}
