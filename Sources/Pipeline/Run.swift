import Foundation
import Scoring

/// Carries out a plan and returns all that happened; what was stored before is not done again.
///
/// - Parameters:
///   - jobs: outputs under way at once.
///   - cache: outputs of earlier runs; nil neither reads nor writes any.
///   - offline: takes outputs from the cache alone and calls nothing.
///   - backend: where the calls are made.
/// - Throws: `RunError` and whatever else breaks the run as a whole; `CancellationError`.
package func run(
    _ plan: Plan, in store: RunStore, jobs: Int, cache: OutputCache? = nil, offline: Bool = false, backend: BackendSetting = .local,
    observer: @escaping RunObserver
) async throws -> RunRecord {
    try await carryOut(plan, in: store, jobs: jobs, cache: cache, offline: offline, backend: backend, observer: observer)
    return try RunRecord(of: plan, from: store)
}

/// Carries out a plan and leaves what happened in the store: the record of all cells at once may be more than memory holds.
package func carryOut(
    _ plan: Plan, in store: RunStore, jobs: Int, cache: OutputCache? = nil, offline: Bool = false, backend: BackendSetting = .local,
    observer: @escaping RunObserver
) async throws {
    try store.begin(plan)
    defer { for scorer in plan.scorers { scorer.end() } }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let access = ModelAccess(jobs: jobs, observer: observer)
    // Nothing is called offline, so that nothing is given out either.
    let backend = offline ? InProcess(access: access, folder: store.folder) : try await backend.open(plan, store.folder, access)
    let session = try await Session(
        plan: plan, store: store, access: access, backend: backend, cores: cores, cache: cache, isOffline: offline)
    try await session.backend.during { try await Rounds(session: session, jobs: jobs).run() }
    try store.end(stoppedBecause: await session.heldBackReason)
}
