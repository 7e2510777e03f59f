import Foundation
import Testing

@testable import Pipeline

@Suite struct RehearsalTests {
    private func plan(_ folder: TemporaryFolder) throws -> Plan {
        try fakePlan(branches: [("a", FakeProvider { _ in }), ("b", FakeProvider { _ in })], cases: 30, runs: folder.path)
    }

    @Test(.timeLimit(.minutes(1))) func aWalkOverMadeUpResultsStoresEveryCell() async throws {
        let folder = try TemporaryFolder()
        let store = try RunStore(RunFolder(path: folder.path))
        var site = SiteSettings()
        site.shardCells = 7
        site.pollSeconds = 0.2
        let backend = BackendSetting.rehearsal(site, overrides: Planner.Overrides()) { _ in }
        try await carryOut(try plan(folder), in: store, jobs: 64, backend: backend) { _ in }
        let group = try #require(try store.totals().groups.first)
        #expect(group.cases == 30 && group.branches.map(\.outputs) == [30, 30])
        #expect(try store.fact("status") == "complete")
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/shards/plans"))
    }

    @Test func thePhasesAloneStoreWhatTheWalkStores() async throws {
        let (walked, phased) = (try TemporaryFolder(), try TemporaryFolder())
        let (first, second) = (try RunStore(RunFolder(path: walked.path)), try RunStore(RunFolder(path: phased.path)))
        let plan = try plan(walked)
        let backend = BackendSetting.rehearsal(SiteSettings(), overrides: Planner.Overrides()) { _ in }
        try await carryOut(plan, in: first, jobs: 64, backend: backend) { _ in }
        _ = try await Rehearsal(plan, plan.groups[0], in: second, cellsPerShard: 7).run { _, _ in }
        #expect(try first.totals() == second.totals())
        let cell = Cell(group: "g", caseID: "c9", branch: "b", repeat: 0)
        #expect(try first.stored(cell)?.fingerprint == second.stored(cell)?.fingerprint)
        #expect(try first.verdict(group: "g", caseID: "c9", repeat: 0) == second.verdict(group: "g", caseID: "c9", repeat: 0))
    }
}
