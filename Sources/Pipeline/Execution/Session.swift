import Media
import Scoring

/// What all cells of one sitting share: the store, the limits, the money, what is known of broken credentials.
@Conductor
final class Session {
    nonisolated let plan: Plan
    nonisolated let store: RunStore
    nonisolated let cache: OutputCache?
    /// Outputs come from the cache alone; nothing is called.
    nonisolated let isOffline: Bool
    nonisolated let observer: RunObserver
    nonisolated let turnstile = Turnstile()
    nonisolated let budget: Budget
    /// Outputs under way at once, over everything.
    nonisolated let jobs: Limit
    /// Files being scored at once.
    nonisolated let scoring: Limit
    let inFlight = InFlight()
    let races: Races
    var randomness = SystemRandomNumberGenerator()
    private var groups: [String: GroupState] = [:]
    private var batches: [String: Limit] = [:]
    private var models: [String: Limit] = [:]
    private(set) var refusals: [String: CellFailure] = [:]
    /// True when a cell was not begun because its price would have passed the limit.
    var isHeldBack = false
    private var cacheTrouble: String?

    init(
        plan: Plan, store: RunStore, jobs: Int, cores: Int, cache: OutputCache?, isOffline: Bool, observer: @escaping RunObserver
    ) throws {
        self.plan = plan
        self.store = store
        self.cache = cache
        self.isOffline = isOffline
        self.observer = observer
        self.jobs = Limit(name: "--jobs", capacity: jobs)
        races = Races(plan)
        scoring = Limit(name: "scoring", capacity: max(1, cores))
        budget = Budget(limit: plan.selection.maxCost, spent: plan.selection.maxCost == nil ? 0 : try store.spentUSD())
    }

    /// What the cells of one group share.
    final class GroupState {
        let workers: Limit
        let failFast = StopSignal()

        /// Random weights around the profile's, drawn once for all cases.
        private(set) lazy var robustness = profile.map { WeightRobustness($0) }
        private let profile: ScoringProfile?

        init(_ group: ParallelGroup) {
            workers = Limit(name: "max_workers of \(group.id)", capacity: group.maxWorkers)
            profile = group.mergeName == BestQuality.name ? group.scorer?.profile : nil
        }
    }

    func state(of group: ParallelGroup) -> GroupState {
        if let known = groups[group.id] { return known }
        let made = GroupState(group)
        groups[group.id] = made
        return made
    }

    func workers(ofBatch id: String, _ batch: BatchProcess) -> Limit {
        if let known = batches[id] { return known }
        let made = Limit(name: "max_workers of \(id)", capacity: batch.maxWorkers)
        batches[id] = made
        return made
    }

    /// Shared by all branches that call the same model.
    func limit(of branch: Branch) -> Limit {
        if let known = models[branch.model] { return known }
        let made = Limit(name: branch.model, capacity: branch.limits.maxConcurrent, perMinute: branch.limits.perMinute)
        models[branch.model] = made
        return made
    }

    /// The failure with which a model refused our credential, for all its further cells.
    func refusal(of branch: Branch) -> CellFailure? { refusals[branch.model] }

    func note(_ failure: CellFailure, of branch: Branch) {
        if CellFailure.refusals.contains(failure.code), refusals[branch.model] == nil {
            refusals[branch.model] = failure
        }
    }

    /// A cache that cannot be written costs money later, not now; it is said once.
    func noteCacheTrouble(_ error: any Error) {
        guard cacheTrouble == nil else { return }
        cacheTrouble = String(describing: error)
        observer(.warning("outputs of this run are not cached: \(error)"))
    }
}

/// Identical calls under way: the first one makes the call, the others wait for its output.
@Conductor
final class InFlight {
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    nonisolated init() {}

    /// True when the caller is the first and must `leave`; false after the first has left.
    func enter(_ key: String) async -> Bool {
        if waiting[key] == nil {
            waiting[key] = []
            return true
        }
        await withCheckedContinuation { waiting[key]?.append($0) }
        return false
    }

    func leave(_ key: String) {
        for continuation in waiting.removeValue(forKey: key) ?? [] { continuation.resume() }
    }
}
