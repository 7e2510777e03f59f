/// One thing that calls share: the workers of a group, `--jobs`, the concurrency and the rate of a model.
///
/// The capacity adapts between 1 and what is configured: a refusal halves it, success brings it back one by one.
@Conductor final class Limit {
    typealias Instant = ContinuousClock.Instant

    /// What a call has to wait for before it may begin.
    enum Opening: Comparable {
        case now
        /// Time alone opens it, at this instant at the earliest.
        case at(Instant)
        /// Only a call that ends makes room.
        case whenLeft
    }

    nonisolated let name: String
    /// Calls under way at once; nil is unbounded.
    private(set) var capacity: Int?
    /// Calls under way.
    private(set) var inUse = 0

    private let configured: Int?
    private let clock: Timepiece
    private var rate: BeginRate?
    private var pausedUntil: Instant?
    /// Refusals since the last success, each pause counted once.
    private var refusalsInRow = 0
    private var successesSinceChange = 0

    /// - Parameters:
    ///   - capacity: calls under way at once, at least 1; nil is unbounded.
    ///   - perMinute: calls begun in any 60 seconds, above 0, spread evenly; nil sets no rate.
    ///   - bursts: false spaces all calls evenly.
    nonisolated init(name: String, capacity: Int?, perMinute: Double? = nil, bursts: Bool = true, clock: Timepiece = .continuous) {
        self.name = name
        configured = capacity.map { max(1, $0) }
        self.capacity = configured
        self.clock = clock
        rate = perMinute.map { BeginRate(perMinute: $0, bursts: bursts) }
    }

    /// True when a call may begin now.
    var isOpen: Bool { opening == .now }

    /// The earliest instant at which time alone may open it: now when it is open, nil when only a `leave` can.
    var nextOpening: Instant? {
        switch opening {
        case .now: clock.now()
        case .at(let time): time
        case .whenLeft: nil
        }
    }

    var opening: Opening {
        if let capacity, inUse >= capacity { return .whenLeft }
        guard pausedUntil != nil || rate != nil else { return .now }
        let now = clock.now()
        let time = max(pausedUntil ?? now, rate?.opening(after: now) ?? now)
        return time > now ? .at(time) : .now
    }

    /// Takes a place; the turnstile asks `opening` before.
    func begin() {
        inUse += 1
        pausedUntil = nil
        if rate != nil { rate?.begin(at: clock.now()) }
    }

    /// Gives the place back.
    func end() { inUse = max(0, inUse - 1) }

    /// A call was refused for coming too soon (429): halves the concurrency in use, to 1 at the least, and opens nobody before
    /// `retryAfter` seconds are over. Called before the refused call leaves, so that it counts as in use.
    ///
    /// Refusals during the pause come from calls that began before it: they can lengthen the pause, but halve nothing again.
    ///
    /// - Parameter retryAfter: seconds the model asked for, taken as 120 when longer; nil waits 1 s, then 2 s, 4 s … 60 s until
    ///   a call succeeds.
    func wasRefused(retryAfter: Double?) {
        let now = clock.now()
        let isPaused = pausedUntil.map { $0 > now } ?? false
        if !isPaused {
            capacity = max(1, min(inUse, capacity ?? inUse) / 2)
            successesSinceChange = 0
            refusalsInRow += 1
        }
        let end = now + .seconds(RetryPolicy.usable(retryAfter).map { min($0, RetryPolicy.longestWait) } ?? defaultPause)
        pausedUntil = max(pausedUntil ?? end, end)
    }

    private var defaultPause: Double {
        // The exponent is bounded so that a long outage cannot overflow it.
        Double(min(60, 1 << min(max(0, refusalsInRow - 1), 6)))
    }

    /// A call succeeded. As many successes as the present capacity raise it by 1, never over what is configured.
    func succeeded() {
        refusalsInRow = 0
        guard let present = capacity, configured.map({ present < $0 }) ?? true else { return }
        successesSinceChange += 1
        guard successesSinceChange >= present else { return }
        capacity = present + 1
        successesSinceChange = 0
    }
}
