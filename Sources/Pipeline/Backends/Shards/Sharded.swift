import Foundation
import Media

/// Gives cells out in shards, which an engine has workers make, and takes what the workers publish.
///
/// All that it knows stands in the run folder as well: a coordinator that was killed goes on from the plans, the journal and the
/// published shards. The engine is only asked what is still going to happen.
@Conductor
final class Sharded: Backend {
    nonisolated let name: String
    nonisolated let openCells: Int?
    let plan: Plan
    let folder: ShardFolder
    let engine: any Engine
    let engineLimits: EngineLimits
    let site: SiteSettings
    let access: ModelAccess
    let journal: Journal
    /// Names what workers have to know of this plan.
    let manifest: String

    /// Cells that somebody waits for.
    var wanted: [Cell: Wanted] = [:]
    /// Those among them that are in no shard yet.
    var unshared: Set<Cell> = []
    /// The shard of each cell that has one.
    var places: [Cell: String] = [:]
    /// Shards of which not everything is in the run store.
    var shards: [String: OpenShard] = [:]
    /// Arrays that may still publish something.
    var arrays: [String: OpenArray] = [:]
    /// Shards that were begun, are wanted, and stand in no array.
    var orphans: Set<String> = []
    var throttles = Throttles()
    var pace = Pace()
    /// By `group/branch`.
    var shardTimes: [String: CellTime] = [:]
    /// Cells ordered in all; how the loop sees that orders are still coming in.
    var ordered = 0
    var madeNames = 0
    var isAway = false
    var refusals = 0
    /// The queue takes nothing before.
    var fullUntil: ContinuousClock.Instant?
    /// Cells that somebody waits for and that are wanted no longer, with the reason.
    var withdrawn: [Cell: String] = [:]
    /// Groups that have failed, with the reason: jobs of theirs that wait are not waited for.
    var stopped: [String: String] = [:]
    /// What ended the loop; nothing can be called any more.
    private var trouble: (any Error)?
    var lastStatus = ""

    /// By reference: tens of thousands are looked through, grouped and sorted at every giving out.
    final class Wanted: Sendable {
        let order: CellOrder
        let branch: Branch
        let group: ParallelGroup
        let continuation: CheckedContinuation<CellReturn, any Error>

        init(order: CellOrder, branch: Branch, group: ParallelGroup, continuation: CheckedContinuation<CellReturn, any Error>) {
            (self.order, self.branch, self.group, self.continuation) = (order, branch, group, continuation)
        }
    }

    init(
        plan: Plan, folder: ShardFolder, engine: any Engine, site: SiteSettings, access: ModelAccess, overrides: Planner.Overrides
    ) async throws {
        (self.plan, self.folder, self.engine, self.site, self.access) = (plan, folder, engine, site, access)
        name = engine.name
        openCells = site.openCells
        engineLimits = try await engine.limits()
        try folder.create()
        // Stops were meant for the sitting that set them.
        try? FileManager.default.removeItem(atPath: folder.stops)
        try RunFolder.create(folder.stops)
        journal = try Journal(folder)
        let owner = FileManager.default.contents(atPath: folder.owner).map { String(decoding: $0, as: UTF8.self) }
        if let owner, owner != name, !journal.open.isEmpty { throw RunError.otherBackend(owner, folder.run.path) }
        try Durable.write(Data(name.utf8), to: folder.owner)
        let text = try JSONLines.encoder.encode(RunManifest(plan, overrides))
        manifest = String(sha256Hex(Array(text)).prefix(16))
        try Durable.write(text, to: folder.manifest(manifest))
        try await adopt()
    }

    // MARK: Orders

    func call(_ order: CellOrder, of branch: Branch, in group: ParallelGroup, stops: [StopSignal]) async throws -> CellReturn {
        let cell = order.cell
        if let reason = stops.reason { return CellReturn(outcome: .cancelled("not started: \(reason)")) }
        if let refusal = access.refusal(of: branch) { return CellReturn(outcome: .failed(refusal.untried(of: branch.model))) }
        let tickets = stops.map { stop in stop.watch { self.withdraw(cell, because: stop.reason ?? "no longer wanted") } }
        defer { for (stop, ticket) in zip(stops, tickets) { stop.unwatch(ticket) } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                take(Wanted(order: order, branch: branch, group: group, continuation: continuation))
            }
        } onCancel: {
            Task { @Conductor in self.leave(cell, throwing: CancellationError()) }
        }
    }

    private func take(_ wanted: Wanted) {
        let cell = wanted.order.cell
        if let trouble { return wanted.continuation.resume(throwing: trouble) }
        ordered += 1
        self.wanted[cell] = wanted
        guard let id = places[cell], let place = shards[id]?.places[cell] else { return share(cell) }
        guard shards[id]?.keys[place] == wanted.order.key else {
            // The pipeline has changed since: what is being made there is another output.
            places[cell] = nil
            return share(cell)
        }
        if let made = shards[id]?.made[place] { return answer(cell, made) }
        if shards[id]?.array == nil { orphans.insert(id) }
    }

    private func share(_ cell: Cell) { unshared.insert(cell) }

    /// Somebody waits for it no longer: what was not given out is dropped, a worker is told of the rest.
    private func withdraw(_ cell: Cell, because reason: String) {
        guard let group = wanted[cell]?.group else { return }
        if unshared.contains(cell) { return answer(cell, CellReturn(outcome: .cancelled("not started: \(reason)"))) }
        do {
            // A group that has failed is one file, not one for each of its cells.
            guard reason == StopReason.failFast else {
                withdrawn[cell] = reason
                if let id = places[cell], isUnwanted(id) { pace.hurry() }
                return try Data(reason.utf8).write(to: URL(fileURLWithPath: folder.stop(cell)))
            }
            guard stopped.updateValue(reason, forKey: group.id) == nil else { return }
            try Data(reason.utf8).write(to: URL(fileURLWithPath: folder.stop(group: group.id)))
            pace.hurry()
        } catch {
            access.observer(.warning("\(cell) cannot be stopped: \(error)"))
        }
    }

    /// True when all that is left in the shard was decided without it.
    func isUnwanted(_ id: String) -> Bool { reasonNotToMake(id) != nil }

    func reasonNotToMake(_ id: String) -> String? {
        guard let places = shards[id]?.places, places.keys.allSatisfy({ withdrawn[$0] != nil }) else { return nil }
        return places.keys.first.flatMap { withdrawn[$0] }
    }

    func answer(_ cell: Cell, _ made: CellReturn) {
        guard let wanted = wanted.removeValue(forKey: cell) else { return }
        unshared.remove(cell)
        withdrawn[cell] = nil
        if let failure = made.outcome.failure { access.note(failure, of: wanted.branch) }
        wanted.continuation.resume(returning: lent(made))
    }

    /// The output under a name that the run store may move to its place.
    private func lent(_ made: CellReturn) -> CellReturn {
        guard let source = made.source else { return made }
        var made = made
        do {
            made.source = try ContentStore(root: folder.outputs).lend(source)
        } catch {
            made.outcome = .failed(CellFailure("output_lost", "the worker's output is gone: \(error)"))
            made.source = nil
        }
        return made
    }

    func leave(_ cell: Cell, throwing error: any Error) {
        guard let wanted = wanted.removeValue(forKey: cell) else { return }
        unshared.remove(cell)
        withdrawn[cell] = nil
        wanted.continuation.resume(throwing: error)
    }

    /// A shard of which everything is in the run store has done its part.
    func kept(_ cell: Cell) {
        guard let id = places.removeValue(forKey: cell), let place = shards[id]?.places.removeValue(forKey: cell) else { return }
        shards[id]?.made[place] = nil
        dropIfDone(id)
    }

    func dropIfDone(_ id: String) {
        guard shards[id]?.places.isEmpty == true, shards[id]?.isPublished == true else { return }
        shards[id] = nil
        try? FileManager.default.removeItem(atPath: folder.plan(id))
        try? FileManager.default.removeItem(atPath: folder.out(id))
        try? FileManager.default.removeItem(atPath: folder.parts(id))
    }

    // MARK: The run

    func during(_ work: @Conductor () async throws -> Void) async throws {
        let loop = Task { @Conductor in
            do {
                while !Task.isCancelled { try await tick() }
            } catch is CancellationError {
                return
            } catch {
                // Whoever waits learns what broke the run; the walk then ends of itself.
                trouble = error
                for cell in wanted.keys { leave(cell, throwing: error) }
            }
        }
        do {
            try await work()
        } catch {
            loop.cancel()
            await loop.value
            await leave()
            throw error
        }
        loop.cancel()
        await loop.value
        await close()
    }

    /// One look at everything: what was published, what is to be given out, what the engine says.
    private func tick() async throws {
        let before = ordered
        if FileManager.default.fileExists(atPath: folder.stop(group: nil)) { throw RunError.cancelled }
        try await mergePublished()
        if before == ordered, !unshared.isEmpty || !orphans.isEmpty { try await giveOut() }
        if pace.isDue { try await reconcile() }
        let seconds = pace.pause(isBusy: before != ordered)
        try await Task.sleep(for: .seconds(seconds))
    }

    /// Jobs of a cluster go on. Workers that end with this process are asked to let go of their calls first.
    private func leave() async {
        guard !engine.outlives else { return }
        try? Data("the run was stopped".utf8).write(to: URL(fileURLWithPath: folder.stop(group: nil)))
        await engine.end()
        for name in arrays.keys { try? journal.close(name) }
    }

    /// Everything that was wanted is there: work that nobody waited for is ended, and only logs and journal stay.
    private func close() async {
        for name in arrays.keys {
            try? await engine.cancel(name, .all)
            try? journal.close(name)
        }
        await engine.end()
        // What a whole run did not want is of an earlier pipeline; what a part of one did not want may be wanted later.
        guard shards.isEmpty || plan.isWhole else { return }
        for path in [folder.plans, folder.arrays, folder.published, folder.outputs, folder.stops, "\(folder.path)/parts"] {
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}

extension Outcome {
    var failure: CellFailure? { if case .failed(let failure) = self { failure } else { nil } }
}

extension Plan {
    /// Whether this sitting wants every cell.
    fileprivate var isWhole: Bool {
        selection == Selection() && callingGroups.flatMap(\.branches).allSatisfy(\.isSelected)
    }
}
