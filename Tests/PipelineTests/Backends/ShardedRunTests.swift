import Foundation
import Media
import Synchronization
import Testing

@testable import Pipeline

/// A run through shards is the same run.
@Suite struct ShardedRunTests {
    private func twoBranches(
        _ bench: ShardBench, cases: Int = 5, merge: String = "collect_all", mergeYAML: String = "{}", failFast: Bool = false,
        _ provider: FakeProvider
    )
        throws -> Plan
    {
        try fakePlan(
            branches: [("a", provider), ("b", provider)], cases: cases, maxWorkers: 4, failFast: failFast, merge: merge,
            mergeYAML: mergeYAML,
            runs: bench.folder.path)
    }

    private func outcomes(_ store: RunStore, _ plan: Plan) throws -> [String: String] {
        var found: [String: String] = [:]
        for group in plan.steps.flatMap(\.callingGroups) {
            for input in plan.cases {
                for branch in group.branches {
                    let cell = Cell(group: group.id, caseID: input.id, branch: branch.id, repeat: 0)
                    guard let result = try store.stored(cell)?.result else { continue }
                    found[cell.description] =
                        switch result.outcome {
                        case .produced(let artifact): "\(artifact.sha256) \(result.tries) \(result.costUSD ?? -1)"
                        case .failed(let failure): "\(failure.code) \(result.tries)"
                        case .cancelled: "cancelled"
                        }
                }
            }
        }
        return found
    }

    @Test func givesTheSameOutputsFailuresAndCosts() async throws {
        let provider = FakeProvider({ request in
            if request.input.id == "c3" { throw CellFailure("exit_status", "no") }
        })
        let local = try ShardBench()
        let plan = try twoBranches(local, provider)
        _ = try await Pipeline.run(plan, in: local.store, jobs: 4) { _ in }
        let sharded = try ShardBench()
        _ = try await sharded.run(plan)
        let expected = try outcomes(local.store, plan)
        #expect(expected.count == 10)
        #expect(try outcomes(sharded.store, plan) == expected)
        #expect(sharded.started.count == 6, "two branches of five cells in shards of two")
        #expect(!FileManager.default.fileExists(atPath: sharded.shards.plans), "everything is in the run store")
    }

    /// Without any knowledge of times each slot gets a pilot, and none of them a cell of its own.
    @Test func theFirstShardsAreAsManyAsTheSlots() async throws {
        let bench = try ShardBench(cells: nil)
        let plan = try twoBranches(bench, cases: 40, FakeProvider { _ in })
        let record = try await bench.run(plan)
        #expect(record.comparisons[0].successfulCount == 80)
        #expect(bench.started.count <= 20, "\(bench.started.count) shards of 80 cells on four slots")
    }

    @Test(.timeLimit(.minutes(1))) func aDecidedRaceDoesNotWaitForJobsThatWait() async throws {
        let bench = try ShardBench(cells: 2)
        let plan = try twoBranches(bench, cases: 4, merge: "first_success", mergeYAML: "by: finish", FakeProvider { _ in })
        // Where the inner engine begins one of them all the same, it does nothing.
        let inner = LocalEngine { array, index in
            array.shards[index].contains("-b-") ? 1 : try await bench.worker(plan, array, index).run().rawValue
        }
        let record = try await bench.run(plan, engine: StarvingEngine("b", inner: inner))
        #expect(record.comparisons[0].successfulCount == 4 && record.comparisons[0].cancelledCount == 4)
        #expect(!bench.started.contains { $0.contains("-b-") })
    }

    @Test func whatAStepGivesFlowsIntoTheNextOne() async throws {
        let bench = try ShardBench()
        let first = try fakeGroup("first", [fakeBranch("w", FakeProvider(saying: "a word"), type: .promptGeneration)])
        let second = try fakeGroup("second", [fakeBranch("s", FakeProvider { request in #expect(request.input.prompt == "a word") })])
        let plan = fakePlan(
            steps: [
                fakeStep("first", .promptGeneration, .generate(first)),
                fakeStep("second", .imageUnderstanding, after: ["first"], .generate(second)),
            ], cases: (1...3).map { Case(id: "c\($0)", prompt: "p") }, runs: bench.folder.path)
        _ = try await bench.run(plan)
        let found = try outcomes(bench.store, plan)
        #expect(found.count == 6)
        #expect(found.values.allSatisfy { $0.count > 64 }, "all were produced: \(found)")
    }

    @Test func aFinishedRunIsNotGivenOutAgain() async throws {
        let bench = try ShardBench()
        let bill = Bill()
        let plan = try twoBranches(bench, FakeProvider { bill.note($0) })
        _ = try await bench.run(plan)
        _ = try await bench.run(plan)
        #expect(bill.all.count == 10 && bill.isWithoutDoubles)
    }

    @Test func failFastStopsTheGroupOnEveryMachine() async throws {
        let bench = try ShardBench(cells: 20)
        let bill = Bill()
        let provider = FakeProvider { request in
            bill.note(request)
            if request.cell.branch == "a" { throw CellFailure("exit_status", "no") }
            try await Task.sleep(for: .seconds(30))
        }
        let plan = try twoBranches(bench, cases: 20, failFast: true, provider)
        _ = try await bench.run(plan)
        let found = try outcomes(bench.store, plan)
        #expect(bill.all.count <= 4, "a failed, b was stopped: \(bill.all)")
        #expect(found.values.count { $0 == "cancelled" } >= 36)
    }

    @Test func theLosersOfARaceAreStoppedWhereTheyRun() async throws {
        let bench = try ShardBench(cells: 1)
        let provider = FakeProvider { request in
            if request.cell.branch == "b" { try await Task.sleep(for: .seconds(600)) }
        }
        let plan = try twoBranches(bench, cases: 2, merge: "first_success", mergeYAML: "by: finish", provider)
        let begin = ContinuousClock.now
        _ = try await bench.run(plan)
        #expect(ContinuousClock.now - begin < .seconds(300))
        let found = try outcomes(bench.store, plan)
        #expect(found.filter { $0.key.contains("/b/") }.values.allSatisfy { $0 == "cancelled" })
        #expect(found.filter { $0.key.contains("/a/") }.values.allSatisfy { $0 != "cancelled" })
    }

    @Test func noMoreWorkersThanTheGroupAllows() async throws {
        let bench = try ShardBench(cells: 1)
        let most = Mutex((now: 0, most: 0))
        let provider = FakeProvider { _ in
            most.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            try await Task.sleep(for: .milliseconds(20))
            most.withLock { $0.now -= 1 }
        }
        let plan = try fakePlan(branches: [("a", provider), ("b", provider)], cases: 8, maxWorkers: 3, runs: bench.folder.path)
        _ = try await bench.run(plan)
        #expect(most.withLock { $0.most } <= 3)
        #expect(most.withLock { $0.most } >= 2)
    }

    /// A rate is shared out over the workers, and kept by a worker after its shard as well.
    @Test func theRateOfAModelIsSharedOut() async throws {
        let bench = try ShardBench(cells: 2)
        let calls = Mutex<[ContinuousClock.Instant]>([])
        var branch = fakeBranch("a", FakeProvider { _ in calls.withLock { $0.append(.now) } })
        branch.limits.perMinute = 600
        let plan = fakePlan(
            steps: [fakeStep("g", isList: true, .group(try fakeGroup("g", [branch], maxWorkers: 2)))],
            cases: (1...8).map { Case(id: "c\($0)", prompt: "p") }, runs: bench.folder.path)
        _ = try await bench.run(plan)
        let times = calls.withLock { $0 }
        #expect(times.count == 8)
        // 600 a minute over two workers is a call in 0.2 s each: the four calls of a worker take at least 0.6 s.
        #expect(times[7] - times[0] > .seconds(0.59))
    }
}
