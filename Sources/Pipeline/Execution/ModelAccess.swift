/// What all calls of models in one process share: their turns, the limits of each model, what is known of broken credentials.
@Conductor
final class ModelAccess {
    nonisolated let turnstile = Turnstile()
    /// Outputs under way at once, over everything.
    nonisolated let jobs: Limit
    nonisolated let observer: RunObserver
    var randomness = SystemRandomNumberGenerator()
    private var models: [String: Limit] = [:]
    private var workers: [String: Limit] = [:]
    private var refusals: [String: CellFailure] = [:]

    /// False where many processes share a rate: each would begin with a burst of its own.
    private let bursts: Bool

    nonisolated init(jobs: Int, bursts: Bool = true, observer: @escaping RunObserver) {
        self.bursts = bursts
        self.jobs = Limit(name: "--jobs", capacity: jobs)
        self.observer = observer
    }

    /// The places of a group or a batch, over the whole run.
    func workers(of id: String, capacity: Int) -> Limit {
        if let known = workers[id] { return known }
        let made = Limit(name: "max_workers of \(id)", capacity: capacity)
        workers[id] = made
        return made
    }

    /// Shared by all branches that call the same model.
    func limit(of branch: Branch) -> Limit {
        if let known = models[branch.model] { return known }
        let made = Limit(name: branch.model, capacity: branch.limits.maxConcurrent, perMinute: branch.limits.perMinute, bursts: bursts)
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
}
