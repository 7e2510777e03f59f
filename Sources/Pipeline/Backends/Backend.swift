/// Where the calls of a run are made: in this process, or by workers on other machines.
///
/// Whatever the backend, the walk over cases and steps, the merging and the run store stay in one process, so that a run means
/// the same everywhere.
@Conductor
protocol Backend: AnyObject, Sendable {
    /// As `--backend` names it.
    nonisolated var name: String { get }

    /// Cells that may be open at once so that the backend has enough to share out; nil leaves it to the workers of the groups.
    nonisolated var openCells: Int? { get }

    /// Makes the call, and further ones where the failure allows it.
    ///
    /// - Parameters:
    ///   - group: the group whose `max_workers` bounds the call.
    ///   - stops: fire when the output is no longer wanted.
    /// - Throws: `CancellationError` when the whole run is being stopped; `RunError` when no call can be made any more.
    func call(_ order: CellOrder, of branch: Branch, in group: ParallelGroup, stops: [StopSignal]) async throws -> CellReturn

    /// The result of the cell is in the run store: what the backend kept of it may go.
    func kept(_ cell: Cell)

    /// Does the work, and beside it whatever the backend has to do so that its calls end.
    ///
    /// - Throws: what the work throws; `RunError` when the backend cannot go on.
    func during(_ work: @Conductor () async throws -> Void) async throws
}

/// Opens the backend of a run.
package struct BackendSetting: Sendable {
    typealias Opening = @Sendable @Conductor (Plan, RunFolder, ModelAccess) async throws -> any Backend
    let open: Opening

    init(open: @escaping Opening) { self.open = open }

    /// Calls models from this process.
    package static let local = BackendSetting { _, folder, access in
        let shards = ShardFolder(folder)
        guard shards.plansLeft.isEmpty else { throw RunError.givenOut(shards.path) }
        return InProcess(access: access, folder: folder)
    }
}

/// As `--backend` names them.
package enum BackendName: String, Sendable, CaseIterable {
    /// In this process.
    case local
    /// Shards, each run by a worker program on this machine.
    case processes
    /// Shards as job arrays of Slurm.
    case slurm
}
