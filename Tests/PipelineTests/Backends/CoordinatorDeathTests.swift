import Foundation
import Synchronization
import Testing

@testable import Pipeline

/// A coordinator that is killed at any point, and the one that comes after it.
@Suite struct CoordinatorDeathTests {
    /// Cut off after 0, 1, 2 … calls have ended: in between lie every writing of plans, journal and results.
    @Test(arguments: [0, 1, 2, 3, 5, 7, 9, 11]) func whoComesAfterPaysForNothingTwice(calls: Int) async throws {
        let bench = try ShardBench(cells: 2)
        let bill = Bill()
        let provider = FakeProvider { request in
            try await Task.sleep(for: .milliseconds(5))
            bill.note(request)
        }
        let plan = try fakePlan(branches: [("a", provider), ("b", provider)], cases: 6, maxWorkers: 2, runs: bench.folder.path)
        let engine = LastingEngine(inner: LocalEngine { array, index in try await ShardBench.plainly(bench, plan, array, index) })
        let first = Task { try await bench.run(plan, engine: engine) }
        while bill.all.count < calls { try await Task.sleep(for: .milliseconds(1)) }
        first.cancel()
        _ = try? await first.value
        _ = try await bench.run(plan, engine: engine)
        #expect(bill.isWithoutDoubles && bill.all.count == 12, "\(bill.all.count) calls")
        for id in 1...6 {
            for branch in ["a", "b"] {
                #expect(try bench.store.stored(Cell(group: "g", caseID: "c\(id)", branch: branch, repeat: 0))?.result.artifact != nil)
            }
        }
    }

    /// What a kill leaves between the intent and the answer, and in the middle of a line.
    @Test func aTornJournalIsReadAsFarAsItGoes() async throws {
        let bench = try ShardBench(cells: 2)
        let bill = Bill()
        let plan = try fakePlan(branches: [("a", FakeProvider { bill.note($0) })], cases: 4, runs: bench.folder.path)
        try bench.shards.create()
        let shard = Shard(
            header: .init(shard: "g-a-1", manifest: "m", group: "g", branch: "a", isRace: false, failFast: false),
            orders: [
                CellOrder(
                    cell: Cell(group: "g", caseID: "gone", branch: "a", repeat: 0), key: "k", input: Case(id: "gone"), inputs: [],
                    steps: [:],
                    seed: 1, place: [0], estimate: nil)
            ])
        try await shard.write(in: bench.shards)
        try Data("{\"intent\":\"bakeoff-x-1-g\"}\n{\"int".utf8).write(to: URL(fileURLWithPath: bench.shards.journal))
        try Data("half a pl".utf8).write(to: URL(fileURLWithPath: bench.shards.plan("g-a-2")))
        _ = try await bench.run(plan)
        #expect(bill.all.count == 4 && bill.isWithoutDoubles)
    }

    @Test func anotherPipelineMakesItsOutputsAnew() async throws {
        let bench = try ShardBench(cells: 4)
        let bill = Bill()
        let plan = try fakePlan(branches: [("a", FakeProvider { bill.note($0) })], cases: 4, runs: bench.folder.path)
        let engine = LastingEngine(inner: LocalEngine { array, index in try await ShardBench.plainly(bench, plan, array, index) })
        let first = Task { try await bench.run(plan, engine: engine) }
        while bill.all.count < 2 { try await Task.sleep(for: .milliseconds(1)) }
        first.cancel()
        _ = try? await first.value
        let changed = fakePlan(steps: plan.steps, cases: (1...4).map { Case(id: "c\($0)", prompt: "another") }, runs: bench.folder.path)
        _ = try await bench.run(changed)
        #expect(bill.all.count >= 6)
        let words = try bench.store.stored(Cell(group: "g", caseID: "c1", branch: "a", repeat: 0))?.fingerprint
        #expect(words != nil)
        #expect(bill.all.count { $0 == "g/a/c1" } == 2, "\(bill.all)")
        // What was made for the earlier pipeline does not stay in the way of a run in this process.
        _ = try await Pipeline.run(changed, in: bench.store, jobs: 4) { _ in }
    }

    /// What workers have made is not made again here beside them.
    @Test func thisProcessDoesNotPayForWhatWasGivenOut() async throws {
        let bench = try ShardBench(cells: 4)
        let bill = Bill()
        let plan = try fakePlan(branches: [("a", FakeProvider { bill.note($0) })], cases: 4, runs: bench.folder.path)
        let engine = LastingEngine(inner: LocalEngine { array, index in try await ShardBench.plainly(bench, plan, array, index) })
        let first = Task { try await bench.run(plan, engine: engine) }
        while bill.all.count < 1 { try await Task.sleep(for: .milliseconds(1)) }
        first.cancel()
        _ = try? await first.value
        await #expect {
            _ = try await Pipeline.run(plan, in: bench.store, jobs: 4) { _ in }
        } throws: { "\($0)".contains("--backend slurm") }
        _ = try await bench.run(plan, engine: engine)
        #expect(bill.all.count == 4 && bill.isWithoutDoubles)
        _ = try await Pipeline.run(plan, in: bench.store, jobs: 4) { _ in }
    }

    @Test func resultsThatCannotBeReadAreMadeAgainFromWhatWasKept() async throws {
        let bench = try ShardBench(cells: 4)
        let bill = Bill()
        let log = EventLog()
        let plan = try fakePlan(branches: [("a", FakeProvider { bill.note($0) })], cases: 4, runs: bench.folder.path)
        let isFirst = Mutex(true)
        _ = try await bench.run(plan, log: log) { bench, plan, array, index in
            let end = try await bench.worker(plan, array, index).run()
            let isNow = isFirst.withLock { isFirst in
                defer { isFirst = false }
                return isFirst
            }
            if isNow {
                try Data("{\"order\":77,\"made\":".utf8).write(to: URL(fileURLWithPath: bench.shards.out(array.shards[index])))
            }
            return end.rawValue
        }
        #expect(bill.all.count == 4 && bill.isWithoutDoubles)
    }

    /// The engine has forgotten the tasks, and that is known before the walk comes to their cells.
    @Test(.timeLimit(.minutes(2))) func aShardThatIsWantedLaterIsGivenOutThen() async throws {
        let bench = try ShardBench(cells: 1)
        let bill = Bill()
        let begun = Mutex(0)
        let plan = try fakePlan(branches: [("a", FakeProvider { bill.note($0) })], cases: 4, maxWorkers: 4, runs: bench.folder.path)
        let engine = LastingEngine(
            inner: LocalEngine { array, index in
                try RunFolder.create(bench.shards.parts(array.shards[index]))
                begun.withLock { $0 += 1 }
                try await Task.sleep(for: .seconds(600))
                return 1
            })
        let first = Task { try await bench.run(plan, engine: engine) }
        while begun.withLock({ $0 }) < 4 { try await Task.sleep(for: .milliseconds(1)) }
        first.cancel()
        _ = try? await first.value
        bench.openCells = 1
        _ = try await bench.run(plan)
        #expect(bill.all.count == 4 && bill.isWithoutDoubles, "\(bill.all)")
    }
}
