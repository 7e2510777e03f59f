import Foundation
import Testing

@testable import Pipeline

@Suite struct ResumeTests {
    @Test func whatFinishedIsNotRunAgain() async throws {
        let folder = try TemporaryFolder()
        let log = EventLog()
        let plan = try fakePlan(branches: [("a", FakeProvider { _ in }), ("b", FakeProvider { _ in })], cases: 3, runs: folder.path)
        let first = try await execute(plan, in: folder)
        let second = try await execute(plan, in: folder, log: log)
        #expect(log.started.isEmpty)
        #expect(first.comparisons[0].cases.map { $0.results.map(\.sha256) } == second.comparisons[0].cases.map { $0.results.map(\.sha256) })
    }

    @Test func failuresAndMissingFilesAreRunAgain() async throws {
        let folder = try TemporaryFolder()
        let bad = FakeProvider { request in if request.cell.caseID == "c2" { throw CellFailure("exit_status", "no") } }
        _ = try await execute(try fakePlan(branches: [("a", bad)], cases: 3, runs: folder.path), in: folder)
        try FileManager.default.removeItem(atPath: "\(folder.path)/outputs/g/c3/a.txt")
        let log = EventLog()
        let record = try await execute(
            try fakePlan(branches: [("a", FakeProvider { _ in })], cases: 3, runs: folder.path), in: folder, log: log)
        #expect(log.started.map(\.caseID) == ["c2", "c3"])
        #expect(record.comparisons[0].successfulCount == 3)
    }

    @Test func anOutputThatWasChangedIsRunAgain() async throws {
        let folder = try TemporaryFolder()
        let plan = try fakePlan(branches: [("a", FakeProvider { _ in })], cases: 2, runs: folder.path)
        _ = try await execute(plan, in: folder)
        try folder.write("something else", to: "outputs/g/c2/a.txt")
        let log = EventLog()
        _ = try await execute(plan, in: folder, log: log)
        #expect(log.started.map(\.caseID) == ["c2"])
    }

    @Test func idsWithHyphensKeepTheirOwnWorkFolders() async throws {
        let folder = RunFolder(path: "/r")
        let one = Cell(group: "g", caseID: "a", branch: "b-c", repeat: 0)
        let two = Cell(group: "g", caseID: "a-b", branch: "c", repeat: 0)
        #expect(folder.workFolder(for: one) != folder.workFolder(for: two))
    }

    @Test func twoProcessesCannotWorkInOneFolder() async throws {
        let folder = try TemporaryFolder()
        let holder = try RunStore(RunFolder(path: folder.path))
        try holder.claim()
        let plan = try fakePlan(branches: [("a", FakeProvider { _ in })], runs: folder.path)
        await #expect(throws: RunError.self) { _ = try await execute(plan, in: folder) }
        withExtendedLifetime(holder) {}
    }

    @Test(.timeLimit(.minutes(1))) func theLosersOfADecidedRaceAreNotRunAgain() async throws {
        let folder = try TemporaryFolder()
        let waits = FakeProvider { _ in try await Task.sleep(for: .seconds(3_600)) }
        let plan = try fakePlan(
            branches: [("waits", waits), ("quick", FakeProvider { _ in })], cases: 2, merge: "first_success", mergeYAML: "{by: finish}",
            runs: folder.path)
        _ = try await execute(plan, in: folder)
        let log = EventLog()
        _ = try await execute(plan, in: folder, log: log)
        #expect(log.started.isEmpty)
    }

    @Test func aNewBranchRunsOnlyWhatIsNew() async throws {
        let folder = try TemporaryFolder()
        let log = EventLog()
        _ = try await execute(try fakePlan(branches: [("a", FakeProvider { _ in })], cases: 3, runs: folder.path), in: folder)
        _ = try await execute(
            try fakePlan(branches: [("a", FakeProvider { _ in }), ("b", FakeProvider { _ in })], cases: 3, runs: folder.path), in: folder,
            log: log)
        #expect(log.started.map(\.branch) == ["b", "b", "b"])
    }

    /// Killed between the commit and the move: the row says where the file lies, and the next sitting puts it in place.
    @Test func aFileThatWasCommittedButNotMovedIsRecovered() async throws {
        let folder = try TemporaryFolder()
        let plan = try fakePlan(branches: [("a", FakeProvider { _ in })], runs: folder.path)
        _ = try await execute(plan, in: folder)
        let output = "\(folder.path)/outputs/g/c1/a.txt"
        let store = try RunStore(RunFolder(path: folder.path))
        let cell = Cell(group: "g", caseID: "c1", branch: "a", repeat: 0)
        let stored = try #require(try store.stored(cell))
        let elsewhere = "\(folder.path)/left-behind"
        try FileManager.default.moveItem(atPath: output, toPath: elsewhere)
        try FileManager.default.createDirectory(atPath: "\(folder.path)/blocked", withIntermediateDirectories: true)
        try store.note("x", "y")
        try FileManager.default.copyItem(atPath: elsewhere, toPath: "\(folder.path)/source")
        // `keep` moves at once; doing it and moving back leaves the state of a kill between the two.
        try store.keep(stored.result, fingerprint: stored.fingerprint, source: "\(folder.path)/source")
        try FileManager.default.moveItem(atPath: output, toPath: "\(folder.path)/source")
        let log = EventLog()
        _ = try await execute(plan, in: folder, log: log)
        #expect(log.started.isEmpty && FileManager.default.fileExists(atPath: output))
    }

    @Test func aCancelledRunKeepsWhatWasDoneAndGoesOn() async throws {
        let folder = try TemporaryFolder()
        let reached = Gate()
        let waits = FakeProvider { request in
            guard request.cell.caseID == "c3" else { return }
            await reached.open()
            try await Task.sleep(for: .seconds(3_600))
        }
        let plan = try fakePlan(branches: [("a", waits)], cases: 4, maxWorkers: 1, runs: folder.path)
        let store = try RunStore(RunFolder(path: folder.path))
        let task = Task { try await Pipeline.run(plan, in: store, jobs: 1, observer: { _ in }) }
        await reached.pass()
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(try store.fact("status") == "partial")
        let log = EventLog()
        let calm = try fakePlan(branches: [("a", FakeProvider { _ in })], cases: 4, runs: folder.path)
        let record = try await Pipeline.run(calm, in: store, jobs: 1, observer: { log.note($0) })
        #expect(log.started.map(\.caseID) == ["c3", "c4"])
        #expect(record.run.status == .complete)
    }
}
