/// Lets calls begin: each waits until all its limits have room, then takes one place in each at once.
///
/// Among the waiters that can go, the lowest order goes first, whoever came earlier. A waiter that cannot go holds nothing and
/// stops nobody behind it, so calls that need different limits never block each other.
@Conductor final class Turnstile {
    private struct Waiter {
        let ticket: Int
        let order: [Int]
        let limits: [Limit]
        let continuation: CheckedContinuation<Void, any Error>
    }

    /// Sorted by order, equal ones by arrival.
    private var waiting: [Waiter] = []
    private var tickets = 0
    private var alarm: (time: ContinuousClock.Instant, task: Task<Void, Never>)?
    private let clock: Timepiece

    nonisolated init(clock: Timepiece = .continuous) { self.clock = clock }

    var waitingCount: Int { waiting.count }

    /// Returns with one place taken in every limit; the caller gives them back with `leave`, even when it was cancelled in
    /// between. A limit named twice counts once.
    ///
    /// - Parameter order: compared number by number; the lowest goes first.
    /// - Throws: `CancellationError`, with no place taken.
    func enter(_ limits: [Limit], order: [Int]) async throws {
        try Task.checkCancellation()
        let limits = Self.distinct(limits)
        // A waiter for whom time has come goes first, even when the alarm's task had no turn yet.
        if let alarm, alarm.time <= clock.now() { reconsider() }
        let opening = Self.opening(of: limits)
        if opening == .now { return Self.begin(limits) }
        tickets += 1
        let ticket = tickets
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                insert(Waiter(ticket: ticket, order: order, limits: limits, continuation: continuation))
                if case .at(let time) = opening { setAlarm(min(time, alarm?.time ?? time)) }
            }
        } onCancel: {
            Task { @Conductor in self.abandon(ticket) }
        }
    }

    /// Gives back what `enter` took.
    func leave(_ limits: [Limit]) {
        for limit in Self.distinct(limits) { limit.end() }
        reconsider()
    }

    /// Lets everyone go who can: to be called after a limit changed by other ways than `leave`.
    func reconsider() {
        var stay: [Waiter] = []
        var earliest = Limit.Opening.whenLeft
        stay.reserveCapacity(waiting.count)
        for waiter in waiting {
            let opening = Self.opening(of: waiter.limits)
            if opening == .now {
                Self.begin(waiter.limits)
                waiter.continuation.resume()
            } else {
                earliest = min(earliest, opening)
                stay.append(waiter)
            }
        }
        waiting = stay
        if case .at(let time) = earliest { setAlarm(time) } else { setAlarm(nil) }
    }

    /// How long time alone keeps these limits closed, and the name of the limit that stays closed longest; nil when they are open
    /// or wait for a call to end.
    func delay(of limits: [Limit]) -> (seconds: Double, name: String)? {
        guard let last = limits.max(by: { $0.opening < $1.opening }), case .at(let time) = last.opening else { return nil }
        return (max(0, (time - clock.now()) / .seconds(1)), last.name)
    }

    private func insert(_ waiter: Waiter) {
        var low = 0
        var high = waiting.count
        while low < high {
            let middle = (low + high) / 2
            if waiter.order.lexicographicallyPrecedes(waiting[middle].order) { high = middle } else { low = middle + 1 }
        }
        waiting.insert(waiter, at: low)
    }

    private func abandon(_ ticket: Int) {
        guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiting.remove(at: index).continuation.resume(throwing: CancellationError())
    }

    private func setAlarm(_ time: ContinuousClock.Instant?) {
        guard time != alarm?.time else { return }
        alarm?.task.cancel()
        alarm = nil
        guard let time else { return }
        let sleep = clock.sleep
        let task = Task { [weak self] in
            do { try await sleep(time) } catch { return }
            self?.ring(time)
        }
        alarm = (time, task)
    }

    private func ring(_ time: ContinuousClock.Instant) {
        if alarm?.time == time { alarm = nil }
        reconsider()
    }

    private static func opening(of limits: [Limit]) -> Limit.Opening {
        var last = Limit.Opening.now
        for limit in limits {
            last = max(last, limit.opening)
            if last == .whenLeft { break }
        }
        return last
    }

    private static func begin(_ limits: [Limit]) { for limit in limits { limit.begin() } }

    private static func distinct(_ limits: [Limit]) -> [Limit] {
        var result: [Limit] = []
        for limit in limits where !result.contains(where: { $0 === limit }) { result.append(limit) }
        return result
    }
}
