import Foundation
import Media
import Synchronization

@testable import Pipeline

/// Runs plans through shards whose workers live in this process, so that a test decides how they end.
final class ShardBench: Sendable {
    let folder: TemporaryFolder
    let store: RunStore
    private let settings: Mutex<SiteSettings>
    private let starts = Mutex<[String]>([])

    /// Names of the shards in the order in which workers were started for them.
    var started: [String] { starts.withLock { $0 } }

    init(cells: Int? = 2, grace: Double = 0, resubmissions: Int = 3) throws {
        folder = try TemporaryFolder()
        store = try RunStore(RunFolder(path: folder.path))
        var site = SiteSettings()
        (site.shardCells, site.pollSeconds, site.graceSeconds, site.resubmissions) = (cells, 0.05, grace, resubmissions)
        settings = Mutex(site)
    }

    var openCells: Int {
        get { settings.withLock { $0.openCells } }
        set { settings.withLock { $0.openCells = newValue } }
    }

    var shards: ShardFolder { ShardFolder(RunFolder(path: folder.path)) }

    /// A worker for one task, as the program `bakeoff worker` makes it.
    func worker(_ plan: Plan, _ array: ShardArray, _ index: Int, winding: WindingUp = WindingUp()) throws -> Worker {
        starts.withLock { $0.append(array.shards[index]) }
        var worker = try Worker(
            plan: plan, shard: try Shard.read(array.shards[index], in: shards), of: array, in: shards, job: "\(array.name).\(index)",
            workFolder: "\(folder.path)/work-\(UUID().uuidString)", winding: winding, observer: { _ in })
        worker.pause = 0.02
        return worker
    }

    typealias Work = @Sendable (ShardBench, Plan, ShardArray, Int) async throws -> Int32

    static let plainly: Work = { bench, plan, array, index in try await bench.worker(plan, array, index).run().rawValue }

    /// - Parameter lasting: the engine outlives its coordinator, as a cluster does.
    func setting(engine: (any Engine)? = nil, _ work: @escaping Work = plainly) -> BackendSetting {
        BackendSetting { plan, run, access in
            let engine = engine ?? LocalEngine { array, index in try await work(self, plan, array, index) }
            return try await Sharded(
                plan: plan, folder: ShardFolder(run), engine: engine, site: self.settings.withLock { $0 }, access: access,
                overrides: Planner.Overrides())
        }
    }

    func run(_ plan: Plan, engine: (any Engine)? = nil, log: EventLog = EventLog(), _ work: @escaping Work = plainly) async throws
        -> RunRecord
    {
        try await Pipeline.run(plan, in: store, jobs: 16, backend: setting(engine: engine, work)) { log.note($0) }
    }
}

/// Counts calls that came to their end, as a service would bill them.
final class Bill: Sendable {
    private let calls = Mutex<[String]>([])
    func note(_ request: GenerationRequest) { calls.withLock { $0.append(request.cell.description) } }
    var all: [String] { calls.withLock { $0 } }
    var isWithoutDoubles: Bool { Set(all).count == all.count }
}
