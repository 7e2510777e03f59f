import Synchronization
import Testing

@testable import Pipeline

/// Time that stands still until a test moves it.
final class ManualTime: Sendable {
    typealias Instant = ContinuousClock.Instant

    private struct Sleeper {
        let until: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = ContinuousClock.now
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var tickets = 0
    }

    private let state = Mutex(State())

    var now: Instant { state.withLock { $0.now } }
    var timepiece: Timepiece { Timepiece(now: { self.now }, sleep: { try await self.sleep(until: $0) }) }

    func advance(_ seconds: Double) { advance(to: now + .seconds(seconds)) }

    func advance(to time: Instant) {
        let due = state.withLock { state in
            state.now = max(state.now, time)
            let due = state.sleepers.filter { $0.value.until <= state.now }
            for ticket in due.keys { state.sleepers[ticket] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    private func sleep(until time: Instant) async throws {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let end: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.contains(ticket) { return .failure(CancellationError()) }
                    if state.now >= time { return .success(()) }
                    state.sleepers[ticket] = Sleeper(until: time, continuation: continuation)
                    return nil
                }
                if let end { continuation.resume(with: end) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.cancelled.insert(ticket)
                return state.sleepers.removeValue(forKey: ticket)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}

@Conductor @Suite struct TurnstileTests {
    /// What happened, in order.
    @Conductor private final class Log {
        var entries: [[Int]] = []
        var mostAtOnce = 0
    }

    private let time = ManualTime()
    private let log = Log()
    private var turnstile: Turnstile

    nonisolated init() { turnstile = Turnstile(clock: time.timepiece) }

    private func limit(_ capacity: Int?, perMinute: Double? = nil) -> Limit {
        Limit(name: "limit", capacity: capacity, perMinute: perMinute, clock: time.timepiece)
    }

    /// Stands at the turnstile when this returns, or has passed it; notes its order, and leaves at once.
    private func pass(_ limits: [Limit], _ order: [Int]) -> Task<Void, any Error> {
        let (turnstile, log) = (turnstile, log)
        return Task.immediate { @Conductor in
            try await turnstile.enter(limits, order: order)
            log.entries.append(order)
            log.mostAtOnce = max(log.mostAtOnce, limits.map { $0.inUse }.max() ?? 0)
            turnstile.leave(limits)
        }
    }

    @Test func theLowestOrderGoesFirstWhoeverCameEarlier() async throws {
        let one = limit(1)
        try await turnstile.enter([one], order: [0])
        let tasks = [[2], [1, 7], [1], [1, 2, 9]].map { pass([one], $0) }
        #expect(turnstile.waitingCount == 4 && log.entries.isEmpty)
        turnstile.leave([one])
        for task in tasks { try await task.value }
        #expect(log.entries == [[1], [1, 2, 9], [1, 7], [2]])
        #expect(one.inUse == 0)
    }

    @Test func equalOrdersGoAsTheyCame() async throws {
        let (one, other) = (limit(1), limit(1))
        try await turnstile.enter([one, other], order: [0])
        let tasks = [pass([one], [1]), pass([one, other], [1]), pass([one], [0])]
        turnstile.leave([one, other])
        for task in tasks { try await task.value }
        #expect(log.entries == [[0], [1], [1]])
    }

    @Test func aWaiterHoldsNothingAndStopsNobodyBehindIt() async throws {
        let (full, free) = (limit(1), limit(1))
        try await turnstile.enter([full], order: [0])
        let waiter = pass([full, free], [1])
        #expect(turnstile.waitingCount == 1 && free.inUse == 0)
        try await pass([free], [2]).value
        #expect(log.entries == [[2]])
        turnstile.leave([full])
        try await waiter.value
        #expect(log.entries == [[2], [1]])
    }

    @Test func hundredsPassOneFullLimitInOrderAndNeverMoreThanItsCapacity() async throws {
        let two = limit(2)
        try await turnstile.enter([two], order: [-2])
        try await turnstile.enter([two], order: [-1])
        let tasks = (0..<300).reversed().map { pass([two], [$0]) }
        #expect(turnstile.waitingCount == 300)
        turnstile.leave([two])
        for task in tasks { try await task.value }
        #expect(log.entries == (0..<300).map { [$0] })
        #expect(log.mostAtOnce == 2 && two.inUse == 1)
    }

    @Test func aCancelledWaiterGoesAwayAndTakesNoPlace() async throws {
        let one = limit(1)
        try await turnstile.enter([one], order: [0])
        let (first, second) = (pass([one], [1]), pass([one], [2]))
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        #expect(turnstile.waitingCount == 1)
        turnstile.leave([one])
        try await second.value
        #expect(log.entries == [[2]] && one.inUse == 0)
    }

    @Test func aTaskCancelledBeforeTakesNoPlace() async throws {
        let (turnstile, open) = (turnstile, limit(1))
        let task = Task { @Conductor in
            withUnsafeCurrentTask { $0?.cancel() }
            try await turnstile.enter([open], order: [0])
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(open.inUse == 0)
    }

    @Test func aRateOpensByItself() async throws {
        let slow = limit(nil, perMinute: 60)
        try await pass([slow], [0]).value
        let (second, third) = (pass([slow], [1]), pass([slow], [2]))
        #expect(turnstile.waitingCount == 2)
        time.advance(0.9)
        turnstile.reconsider()
        #expect(turnstile.waitingCount == 2)
        time.advance(0.1)
        try await second.value
        #expect(turnstile.waitingCount == 1)
        time.advance(1)
        try await third.value
        #expect(log.entries == [[0], [1], [2]])
    }

    @Test func aPauseIsOverByItself() async throws {
        let model = limit(4)
        try await turnstile.enter([model], order: [0])
        model.wasRefused(retryAfter: 7)
        turnstile.leave([model])
        let waiter = pass([model], [1])
        #expect(turnstile.waitingCount == 1)
        time.advance(7)
        try await waiter.value
    }

    @Test(arguments: [false, true]) func theAlarmIsSetForTheEarliestOfAllWaiters(rescanned: Bool) async throws {
        let (late, early) = (limit(nil), limit(nil))
        late.wasRefused(retryAfter: 100)
        early.wasRefused(retryAfter: 5)
        let tasks = [pass([late], [1]), pass([early], [2]), pass([late], [3])]
        if rescanned { turnstile.reconsider() }
        time.advance(5)
        try await tasks[1].value
        #expect(turnstile.waitingCount == 2)
        time.advance(95)
        for task in tasks { try await task.value }
        #expect(log.entries == [[2], [1], [3]])
    }

    @Test func whoIsDueGoesBeforeANewcomer() async throws {
        let slow = limit(nil, perMinute: 1)
        try await pass([slow], [0]).value
        let due = pass([slow], [1])
        time.advance(60)
        // The alarm's task had no turn yet, for nothing was awaited.
        let newcomer = pass([slow], [2])
        try await due.value
        #expect(log.entries == [[0], [1]] && turnstile.waitingCount == 1)
        newcomer.cancel()
    }

    @Test func aGrownLimitIsSeenByReconsidering() async throws {
        let model = limit(2)
        try await turnstile.enter([model], order: [0])
        try await turnstile.enter([model], order: [0])
        model.wasRefused(retryAfter: 0)
        turnstile.leave([model])
        let waiter = pass([model], [1])
        #expect(turnstile.waitingCount == 1, "halved to one, which is taken")
        model.succeeded()
        turnstile.reconsider()
        try await waiter.value
    }

    @Test func aLimitNamedTwiceCountsOnce() async throws {
        let one = limit(1)
        try await turnstile.enter([one, one], order: [0])
        #expect(one.inUse == 1)
        turnstile.leave([one, one])
        #expect(one.inUse == 0)
    }

    @Test func noLimitAndAnUnboundedOneLetEveryoneGo() async throws {
        let unbounded = limit(nil)
        for order in 0..<100 { try await turnstile.enter([unbounded], order: [order]) }
        try await turnstile.enter([], order: [])
        #expect(unbounded.inUse == 100 && turnstile.waitingCount == 0)
    }

    @Test func theDelayIsWhatTimeAloneHoldsBack() async throws {
        let (slow, one) = (limit(nil, perMinute: 6), limit(1))
        #expect(turnstile.delay(of: [slow, one]) == nil)
        try await turnstile.enter([slow], order: [0])
        #expect(turnstile.delay(of: [slow, one])?.seconds == 10)
        try await turnstile.enter([one], order: [0])
        #expect(turnstile.delay(of: [slow, one]) == nil, "nobody knows when a call ends")
    }
}
