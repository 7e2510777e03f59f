import Foundation

/// Carries out a plan and returns all that happened; what was stored before is not done again.
package func run(_ plan: Plan, in store: RunStore, jobs: Int, observer: @escaping RunObserver) async throws -> RunRecord {
    try store.begin(plan)
    for group in plan.groups {
        var executor = Executor(plan: plan, group: group, store: store, jobs: jobs, observer: observer)
        try await executor.run()
    }
    try store.end()
    return try RunRecord(of: plan, from: store)
}
