/// Calls models from this process: what a run does unless it is told otherwise.
@Conductor
final class InProcess: Backend {
    nonisolated let name = BackendName.local.rawValue
    nonisolated let openCells: Int? = nil
    private let access: ModelAccess
    private let folder: RunFolder

    nonisolated init(access: ModelAccess, folder: RunFolder) {
        self.access = access
        self.folder = folder
    }

    func call(_ order: CellOrder, of branch: Branch, in group: ParallelGroup, stops: [StopSignal]) async throws -> CellReturn {
        guard let provider = branch.provider else { preconditionFailure("a branch without a model was called") }
        return try await CallSequence(
            access: access,
            limits: [
                access.workers(of: group.id, capacity: group.maxWorkers), access.jobs, access.limit(of: branch),
            ], branch: branch, provider: provider,
            request: order.request(of: branch, workFolder: folder.workFolder(for: order.cell)), order: order.place, stops: stops,
            estimate: order.estimate
        ).run()
    }

    func kept(_ cell: Cell) {}

    func during(_ work: @Conductor () async throws -> Void) async throws { try await work() }
}
