import Foundation
import Synchronization
import Testing

@testable import Pipeline

@Suite struct ExecutorTests {
    @Test func oneWorkerGoesStrictlyInFileOrder() async throws {
        let folder = try TemporaryFolder()
        let log = EventLog()
        let plan = try fakePlan(
            branches: [("a", FakeProvider { _ in }), ("b", FakeProvider { _ in })], cases: 3, repeats: 2, maxWorkers: 1, runs: folder.path)
        _ = try await execute(plan, in: folder, log: log)
        #expect(
            log.started.map { "\($0.caseID)\($0.branch)\($0.repeat)" } == [
                "c1a0", "c1b0", "c1a1", "c1b1", "c2a0", "c2b0", "c2a1", "c2b1", "c3a0", "c3b0", "c3a1", "c3b1",
            ])
        #expect(log.finished.map(\.cell) == log.started)
    }

    @Test func neverMoreThanMaxWorkersAreUnderWay() async throws {
        let folder = try TemporaryFolder()
        let underWay = Counter()
        let provider = FakeProvider { _ in
            underWay.enter()
            for _ in 0..<20 { await Task.yield() }
            underWay.leave()
        }
        let plan = try fakePlan(branches: (1...5).map { ("b\($0)", provider) }, cases: 20, maxWorkers: 3, runs: folder.path)
        _ = try await execute(plan, in: folder)
        #expect(underWay.most <= 3 && underWay.most >= 2)
    }

    /// All three must be under way before any may go on: with fewer than three workers this would never end.
    @Test(.timeLimit(.minutes(1))) func branchesReallyRunAtTheSameTime() async throws {
        let folder = try TemporaryFolder()
        let gate = Gate()
        let arrived = Counter()
        let provider = FakeProvider { _ in
            arrived.enter()
            if arrived.now == 3 { await gate.open() }
            await gate.pass()
        }
        let record = try await execute(
            try fakePlan(branches: [("a", provider), ("b", provider), ("c", provider)], runs: folder.path), in: folder)
        #expect(record.comparisons[0].successfulCount == 3)
    }

    @Test(.timeLimit(.minutes(1))) func resultsStandInFileOrderWhateverFinishesFirst() async throws {
        let folder = try TemporaryFolder()
        let gate = Gate()
        let slow = FakeProvider { _ in await gate.pass() }
        let quick = FakeProvider { _ in await gate.open() }
        let record = try await execute(try fakePlan(branches: [("slow", slow), ("quick", quick)], runs: folder.path), in: folder)
        #expect(record.comparisons[0].cases[0].results.map(\.branch) == ["slow", "quick"])
    }

    @Test func aFailureIsAValueAndStopsNobody() async throws {
        let folder = try TemporaryFolder()
        let bad = FakeProvider { _ in throw CellFailure("exit_status", "ended with status 3") }
        let record = try await execute(
            try fakePlan(branches: [("bad", bad), ("good", FakeProvider { _ in })], cases: 4, runs: folder.path), in: folder)
        let comparison = record.comparisons[0]
        #expect(comparison.successfulCount == 4 && comparison.failedCount == 4 && comparison.cancelledCount == 0)
        #expect(comparison.cases[2].results[0].error?.code == "exit_status")
    }

    @Test(.timeLimit(.minutes(1))) func failFastCancelsTheRestAndRecordsIt() async throws {
        let folder = try TemporaryFolder()
        let waits = FakeProvider { _ in try await Task.sleep(for: .seconds(3_600)) }
        let bad = FakeProvider { _ in throw CellFailure("exit_status", "no") }
        let plan = try fakePlan(
            branches: [("waits", waits), ("bad", bad), ("later", FakeProvider { _ in })], cases: 3, maxWorkers: 2, failFast: true,
            runs: folder.path)
        let comparison = try await execute(plan, in: folder).comparisons[0]
        #expect(comparison.failedCount == 1 && comparison.successfulCount == 0 && comparison.cancelledCount == 8)
        #expect(comparison.cases[0].results[0].status == .cancelled && comparison.cases[0].results[0].latency > 0)
    }

    @Test(.timeLimit(.minutes(1))) func theWinnerOfARaceCancelsTheOthers() async throws {
        let folder = try TemporaryFolder()
        let waits = FakeProvider { _ in try await Task.sleep(for: .seconds(3_600)) }
        let plan = try fakePlan(
            branches: [("waits", waits), ("quick", FakeProvider { _ in })], cases: 3, merge: "first_success", mergeYAML: "{by: finish}",
            runs: folder.path)
        let comparison = try await execute(plan, in: folder).comparisons[0]
        #expect(comparison.cases.allSatisfy { $0.verdicts[0].winner == "quick" && $0.verdicts[0].decidedBy == "finish" })
        #expect(comparison.cancelledCount == 3)
    }

    @Test(.timeLimit(.minutes(1))) func aDeadlineEndsTheCellAlone() async throws {
        let folder = try TemporaryFolder()
        let waits = FakeProvider { _ in try await Task.sleep(for: .seconds(3_600)) }
        let plan = try fakePlan(branches: [("waits", waits), ("good", FakeProvider { _ in })], timeout: 0.05, runs: folder.path)
        let results = try await execute(plan, in: folder).comparisons[0].cases[0].results
        #expect(results[0].error?.code == "timed_out" && results[1].status == .ok)
    }

    @Test func aLinkIsNotAnOutput() async throws {
        let folder = try TemporaryFolder()
        let links = FakeProvider { request in
            try FileManager.default.createSymbolicLink(atPath: "\(request.workFolder)/out", withDestinationPath: "/etc/hostname")
        }
        let plan = try fakePlan(
            branches: [("links", FakeProvider(links.answer, writes: false)), ("good", FakeProvider { _ in })], runs: folder.path)
        let results = try await execute(plan, in: folder).comparisons[0].cases[0].results
        #expect(results[0].error?.code == "no_output" && results[1].status == .ok)
    }

    @Test func theSeedIsTheSameForEveryBranchOfACase() async throws {
        let folder = try TemporaryFolder()
        let plan = try fakePlan(
            branches: [("a", FakeProvider { _ in }), ("b", FakeProvider { _ in })], cases: 2, repeats: 2, runs: folder.path)
        let cases = try await execute(plan, in: folder).comparisons[0].cases
        for record in cases { #expect(Set(record.results.filter { $0.repeat == 0 }.map(\.seed)).count == 1) }
        #expect(Set(cases.flatMap(\.results).map(\.seed)).count == 4)
    }

}

/// Counts who is inside.
final class Counter: Sendable {
    private let counts = Mutex((now: 0, most: 0))
    func enter() {
        counts.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }
    func leave() { counts.withLock { $0.now -= 1 } }
    var most: Int { counts.withLock(\.most) }
    var now: Int { counts.withLock(\.now) }
}
