import Foundation
import Media
import Synchronization
import Testing

@testable import Pipeline

/// Workers, engines and coordinators that end where they should not.
@Suite struct ShardFailureTests {
    private func plan(_ bench: ShardBench, cases: Int = 6, _ provider: FakeProvider) throws -> Plan {
        try fakePlan(branches: [("a", provider)], cases: cases, maxWorkers: 3, runs: bench.folder.path)
    }

    private func stored(_ bench: ShardBench, _ caseID: String) throws -> CellResult? {
        try bench.store.stored(Cell(group: "g", caseID: caseID, branch: "a", repeat: 0))?.result
    }

    @Test func aKilledWorkersOutputsAreNotPaidForAgain() async throws {
        let bench = try ShardBench(cells: 6)
        let bill = Bill()
        let mortal = Mutex<WindingUp?>(nil)
        let plan = try plan(
            bench,
            FakeProvider { (request: GenerationRequest) -> Void in
                bill.note(request)
                if bill.all.count.isMultiple(of: 2) { mortal.withLock { $0?.set() } }
            })
        _ = try await bench.run(plan) { bench, plan, array, index in
            guard bench.started.count < 2 else {
                mortal.withLock { $0 = nil }
                return try await bench.worker(plan, array, index).run().rawValue
            }
            // It dies after its second output: what it has made is on disk, and nobody published it.
            let winding = WindingUp()
            mortal.withLock { $0 = winding }
            _ = try await bench.worker(plan, array, index, winding: winding).run()
            return -9
        }
        #expect(bill.all.count == 6 && bill.isWithoutDoubles, "\(bill.all)")
        #expect(bench.started.count == 3)
        for id in 1...6 { #expect(try stored(bench, "c\(id)")?.artifact != nil) }
    }

    @Test func aCallThatKillsItsWorkersFailsAloneAndItsMoneyIsCounted() async throws {
        let bench = try ShardBench(cells: 3)
        let provider = FakeProvider { request in
            if request.input.id == "c2" { try await Task.sleep(for: .seconds(600)) }
        }
        var branch = fakeBranch("a", provider)
        branch.price = UnitPrice(amount: 0.5, unit: .image, source: "test", date: "2026-01-01")
        let plan = fakePlan(
            steps: [fakeStep("g", isList: true, .group(try fakeGroup("g", [branch])))],
            cases: (1...3).map { Case(id: "c\($0)", prompt: "p") }, runs: bench.folder.path)
        _ = try await bench.run(plan) { bench, plan, array, index in
            let worker = try bench.worker(plan, array, index)
            let work = Task { try await worker.run().rawValue }
            // As a SIGKILL would: the task is cut off in the middle of the call.
            while !ShardProgress.read(array.shards[index], in: bench.shards).begun.contains(where: { $0.key == 1 }) {
                if FileManager.default.fileExists(atPath: bench.shards.out(array.shards[index])) { return 0 }
                try await Task.sleep(for: .milliseconds(2))
            }
            if (ShardProgress.read(array.shards[index], in: bench.shards).begun[1] ?? 0) >= Worker.mostDeaths {
                return try await work.value
            }
            work.cancel()
            _ = try? await work.value
            return -9
        }
        #expect(try stored(bench, "c2")?.failure?.code == "worker_died")
        #expect(try stored(bench, "c2")?.tries == 3)
        #expect(try stored(bench, "c2")?.costUSD == 1.5, "calls that ended without a word may have been billed")
        #expect(try stored(bench, "c1")?.artifact != nil)
        #expect(try stored(bench, "c3")?.artifact != nil)
    }

    @Test func workersThatNeverMakeAnythingEndTheShardNotTheRun() async throws {
        let bench = try ShardBench(cells: 6, resubmissions: 2)
        let plan = try plan(bench, FakeProvider { _ in })
        let record = try await bench.run(plan) { bench, plan, array, index in
            _ = try bench.worker(plan, array, index)
            return 1
        }
        #expect(bench.started.count == 3, "the first and two more")
        #expect(try stored(bench, "c1")?.failure?.code == "worker_lost")
        #expect(record.comparisons[0].failedCount == 6)
    }

    @Test func aRefusalIsTriedOnOtherNodesAndThenSaid() async throws {
        let bench = try ShardBench(cells: 6, grace: 60)
        let plan = try plan(bench, FakeProvider { _ in })
        _ = try await bench.run(plan) { bench, plan, array, index in
            _ = try bench.worker(plan, array, index)
            try RunFolder.create(bench.shards.parts(array.shards[index]))
            try Durable.write(Data("no program 'tool'".utf8), to: bench.shards.refusal(array.shards[index]))
            return 65
        }
        #expect(bench.started.count == 4, "the first and as many more as after any death")
        let failure = try #require(try stored(bench, "c4")?.failure)
        #expect(failure.code == "worker_refused" && failure.message.contains("no program 'tool'"))
    }

    @Test func twoCopiesAtTheSameTimePayOnce() async throws {
        let bench = try ShardBench(cells: 3)
        let bill = Bill()
        let plan = try plan(
            bench, cases: 3,
            FakeProvider { request in
                try await Task.sleep(for: .milliseconds(20))
                bill.note(request)
            })
        _ = try await bench.run(plan) { bench, plan, array, index in
            async let copy = bench.worker(plan, array, index).run()
            _ = try await bench.worker(plan, array, index).run()
            return try await copy.rawValue
        }
        #expect(bill.all.count == 3 && bill.isWithoutDoubles, "\(bill.all)")
    }

    /// Where a filesystem keeps no locks, both copies work: the first to publish counts, and the run says that both were paid for.
    @Test func withoutLocksTheFirstToPublishCounts() async throws {
        let bench = try ShardBench(cells: 2)
        let log = EventLog()
        let plan = try plan(bench, cases: 2, FakeProvider { _ in try await Task.sleep(for: .milliseconds(30)) })
        // Nobody is there to merge before both have ended.
        let state = Mutex((isBegun: false, mayGo: false, isOver: false))
        let engine = LastingEngine(
            inner: LocalEngine { array, index in
                state.withLock { $0.isBegun = true }
                while !state.withLock({ $0.mayGo }) { try await Task.sleep(for: .milliseconds(1)) }
                var impatient = try bench.worker(plan, array, index)
                impatient.patience = 0
                var second = try bench.worker(plan, array, index)
                second.patience = 0
                async let copy = second.run()
                _ = try await impatient.run()
                let end = try await copy.rawValue
                state.withLock { $0.isOver = true }
                return end
            })
        let first = Task { try await bench.run(plan, engine: engine) }
        while !state.withLock({ $0.isBegun }) { try await Task.sleep(for: .milliseconds(1)) }
        first.cancel()
        _ = try? await first.value
        state.withLock { $0.mayGo = true }
        while !state.withLock({ $0.isOver }) { try await Task.sleep(for: .milliseconds(1)) }
        _ = try await bench.run(plan, engine: engine, log: log)
        #expect(try stored(bench, "c1")?.artifact != nil)
        #expect(try stored(bench, "c2")?.artifact != nil)
        #expect(log.warnings.contains { $0.contains("made twice") })
    }

    @Test func jobsThatSomebodyCancelsEndAsCancelledAndCanBeResumed() async throws {
        let bench = try ShardBench(cells: 3)
        let bill = Bill()
        let plan = try plan(bench, FakeProvider { bill.note($0) })
        let engine = CancellingEngine()
        _ = try await bench.run(plan, engine: engine)
        guard case .cancelled(let reason) = try stored(bench, "c1")?.outcome else {
            Issue.record("it was not cancelled")
            return
        }
        #expect(reason.contains("cancelled in"))
        _ = try await bench.run(plan)
        #expect(bill.all.count == 6 && bill.isWithoutDoubles)
    }

    @Test func aControllerThatIsAwaySaysNothing() async throws {
        let bench = try ShardBench(cells: 2)
        let bill = Bill()
        let log = EventLog()
        let plan = try plan(bench, FakeProvider { bill.note($0) })
        let inner = LocalEngine { array, index in try await ShardBench.plainly(bench, plan, array, index) }
        _ = try await bench.run(plan, engine: MoodyEngine(inner: inner, bad: 4), log: log)
        #expect(bill.all.count == 6 && bill.isWithoutDoubles)
        #expect(log.warnings.count { $0.contains("the controller is away") } >= 1)
    }

    @Test func aFullQueueGetsSmallerArrays() async throws {
        let bench = try ShardBench(cells: 1)
        let bill = Bill()
        let plan = try plan(bench, cases: 8, FakeProvider { bill.note($0) })
        let inner = LocalEngine { array, index in try await ShardBench.plainly(bench, plan, array, index) }
        let engine = NarrowEngine(inner: inner, most: 2)
        _ = try await bench.run(plan, engine: engine)
        #expect(bill.all.count == 8 && bill.isWithoutDoubles)
        #expect(engine.longest.withLock { $0 } <= 2)
    }

    @Test func whatTheEngineRefusesEndsTheRunWithItsWords() async throws {
        let bench = try ShardBench(cells: 2)
        let plan = try plan(bench, FakeProvider { _ in })
        await #expect {
            _ = try await bench.run(plan, engine: RefusingEngine())
        } throws: { error in "\(error)".contains("Invalid partition") }
    }
}
