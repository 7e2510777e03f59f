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
}
