import Foundation
import Synchronization
import Testing

@testable import Pipeline

/// What happens to calls that fail, are refused, or would cost too much.
@Suite struct FailurePolicyTests {
    private func plan(
        _ branches: [Branch], cases: Int = 1, maxWorkers: Int = 1, failFast: Bool = false, maxCost: Double? = nil, _ folder: TemporaryFolder
    ) throws -> Plan {
        let group = try fakeGroup("g", branches, maxWorkers: maxWorkers, failFast: failFast)
        var plan = fakePlan(
            steps: [fakeStep("g", isList: true, .group(group))], cases: (1...cases).map { Case(id: "c\($0)", prompt: "p") },
            runs: folder.path)
        plan.selection.maxCost = maxCost
        return plan
    }

    /// Fails until the given try, without asking for a pause.
    private func failing(_ code: String, until success: Int) -> FakeProvider {
        FakeProvider { request in
            if request.attempt < success { throw CellFailure(code, "no", retryAfter: 0) }
        }
    }

    @Test func whatCannotHaveBeenBilledIsTriedAgain() async throws {
        let folder = try TemporaryFolder()
        let record = try await execute(try plan([fakeBranch("a", failing("unavailable", until: 3))], folder), in: folder)
        let result = record.comparisons[0].cases[0].results[0]
        #expect(result.status == .ok && result.tries == 3)
    }

    @Test func whatMayHaveBeenBilledIsTriedAgainOnlyWhenAsked() async throws {
        let folder = try TemporaryFolder()
        let once = fakeBranch("once", failing("exit_status", until: 2))
        var again = fakeBranch("again", failing("exit_status", until: 2))
        again.retries = 1
        let results = try await execute(try plan([once, again], folder), in: folder).comparisons[0].cases[0].results
        #expect(results.map(\.status) == [.failed, .ok] && results.map(\.tries) == [1, 2])
    }

    @Test func allTriesAreCharged() async throws {
        let folder = try TemporaryFolder()
        var branch = fakeBranch("a", failing("exit_status", until: 3))
        branch.retries = 5
        branch.price = UnitPrice(amount: 0.25)
        let result = try await execute(try plan([branch], folder), in: folder).comparisons[0].cases[0].results[0]
        #expect(result.tries == 3 && result.costUsd == 0.75)
    }

    @Test func aRefusedCredentialStopsTheBranchAtOnce() async throws {
        let folder = try TemporaryFolder()
        let log = EventLog()
        let refused = fakeBranch("refused", FakeProvider { _ in throw CellFailure("credential_refused", "401") })
        let plan = try plan([refused, fakeBranch("good", FakeProvider { _ in })], cases: 10, folder)
        let comparison = try await execute(plan, in: folder, log: log).comparisons[0]
        #expect(log.started.count { $0.branch == "refused" } == 1 && comparison.successfulCount == 10)
        let last = try #require(comparison.cases.last?.results.first)
        #expect(last.error?.code == "credential_refused" && last.tries == 0 && last.costUsd == 0)
    }

    @Test func theRunStopsBeforeTheCostLimitIsPassedAndGoesOnWhenItIsRaised() async throws {
        let folder = try TemporaryFolder()
        var branch = fakeBranch("a", FakeProvider { _ in })
        branch.price = UnitPrice(amount: 0.25)
        let first = try await execute(try plan([branch], cases: 10, maxWorkers: 3, maxCost: 1.1, folder), in: folder)
        #expect(first.comparisons[0].successfulCount == 4 && first.run.costUsd == 1.0)
        #expect(first.run.status == .partial && first.run.stoppedBecause?.contains("--max-cost 1.10") == true)
        let log = EventLog()
        let second = try await execute(try plan([branch], cases: 10, maxWorkers: 3, maxCost: 2.0, folder), in: folder, log: log)
        #expect(log.started.count == 4 && second.comparisons[0].successfulCount == 8)
        let third = try await execute(try plan([branch], cases: 10, folder), in: folder)
        #expect(third.run.status == .complete && third.run.stoppedBecause == nil && third.comparisons[0].successfulCount == 10)
    }

    @Test func anUnknownPriceStaysUnknown() async throws {
        let folder = try TemporaryFolder()
        var branch = fakeBranch("a", FakeProvider(costless: true))
        branch.price = nil
        let record = try await execute(try plan([branch], folder), in: folder)
        #expect(record.run.costUsd == nil && !record.run.costComplete)
    }

    @Test(.timeLimit(.minutes(1))) func whatFailFastCancelledIsRecordedWithItsTimeAndCost() async throws {
        let folder = try TemporaryFolder()
        var waits = fakeBranch("waits", FakeProvider { _ in try await Task.sleep(for: .seconds(3_600)) })
        waits.price = UnitPrice(amount: 0.5)
        let bad = fakeBranch("bad", FakeProvider { _ in throw CellFailure("exit_status", "no") })
        let results = try await execute(try plan([waits, bad], maxWorkers: 2, failFast: true, folder), in: folder).comparisons[0].cases[0]
            .results
        #expect(results[0].status == .cancelled && results[0].latency > 0 && results[0].costUsd == 0.5)
        #expect(results[0].error?.message.contains("fail_fast") == true)
    }

    @Test func onlyFailedRunsWhatFailedAndNothingElse() async throws {
        let folder = try TemporaryFolder()
        let bad = FakeProvider { request in if request.cell.caseID != "c1" { throw CellFailure("exit_status", "no") } }
        _ = try await execute(try plan([fakeBranch("a", bad)], cases: 3, folder), in: folder)
        let log = EventLog()
        var more = try plan([fakeBranch("a", FakeProvider { _ in }), fakeBranch("b", FakeProvider { _ in })], cases: 3, folder)
        more.selection.only = .failed
        _ = try await execute(more, in: folder, log: log)
        #expect(Set(log.started.map(\.description)) == ["g/a/c2", "g/a/c3"])
        log.clear()
        more.selection.only = .missing
        let record = try await execute(more, in: folder, log: log)
        #expect(Set(log.started.map(\.branch)) == ["b"] && record.comparisons[0].successfulCount == 6)
    }

    @Test func aBranchThatIsLeftOutIsMissedByNobody() async throws {
        let folder = try TemporaryFolder()
        let log = EventLog()
        var out = fakeBranch("out", FakeProvider { _ in })
        out.isSelected = false
        let record = try await execute(try plan([fakeBranch("in", FakeProvider { _ in }), out], cases: 2, folder), in: folder, log: log)
        #expect(Set(log.started.map(\.branch)) == ["in"] && record.comparisons[0].branches.map(\.id) == ["in"])
        #expect(record.comparisons[0].cases.allSatisfy { $0.verdicts.count == 1 })
    }

    @Test func onlyTheSelectedCasesAreRunAndShown() async throws {
        let folder = try TemporaryFolder()
        var some = try plan([fakeBranch("a", FakeProvider { _ in })], cases: 5, folder)
        some.selection.cases = ["c2", "c4"]
        let record = try await execute(some, in: folder)
        #expect(record.comparisons[0].cases.map(\.id) == ["c2", "c4"] && record.run.status == .complete)
    }
}
