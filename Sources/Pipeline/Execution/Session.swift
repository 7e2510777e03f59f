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
    /// What calls of models share in this process.
    nonisolated let access: ModelAccess
    /// Where the calls are made.
    nonisolated let backend: any Backend
    nonisolated let budget: Budget
    /// Files being scored at once.
    nonisolated let scoring: Limit
    let inFlight = InFlight()
    let races: Races
    private var groups: [String: GroupState] = [:]
    /// True when a cell was not begun because its price would have passed the limit.
    var isHeldBack = false
    private var cacheTrouble: String?

    init(
        plan: Plan, store: RunStore, access: ModelAccess, backend: any Backend, cores: Int, cache: OutputCache?, isOffline: Bool
    ) throws {
        self.plan = plan
        self.store = store
        self.cache = cache
        self.isOffline = isOffline
        self.access = access
        self.backend = backend
        races = Races(plan)
        scoring = Limit(name: "scoring", capacity: max(1, cores))
        budget = Budget(limit: plan.selection.maxCost, spent: plan.selection.maxCost == nil ? 0 : try store.spentUSD())
    }

    /// What the cells of one group share.
    final class GroupState {
        let failFast = StopSignal()

        /// Random weights around the profile's, drawn once for all cases.
        private(set) lazy var robustness = profile.map { WeightRobustness($0) }
        private let profile: ScoringProfile?

        init(_ group: ParallelGroup) {
            profile = group.mergeName == BestQuality.name ? group.scorer?.profile : nil
        }
    }

    func state(of group: ParallelGroup) -> GroupState {
        if let known = groups[group.id] { return known }
        let made = GroupState(group)
        groups[group.id] = made
        return made
    }

    /// The places that work around calls takes up; a backend with queues of its own bounds the calls alone, since what waits in a
    /// queue is not under way.
    func places(of id: String, capacity: Int) -> [Limit] {
        backend.openCells == nil ? [access.workers(of: id, capacity: capacity)] : []
    }

    nonisolated var turnstile: Turnstile { access.turnstile }
    nonisolated var observer: RunObserver { access.observer }

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
