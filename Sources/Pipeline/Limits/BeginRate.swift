/// How often calls may begin: evenly spaced, and never more than `perMinute` in any 60 seconds.
///
/// A token bucket alone lets its burst through on top of a full minute, so the begins of the last minute are counted as well.
struct BeginRate: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// Seconds between two begins of an evenly spaced caller.
    private let interval: Duration
    /// How far ahead of that caller a burst may run.
    private let slack: Duration
    /// Begins in any 60 seconds.
    private let most: Int
    /// When the evenly spaced caller begins next.
    private var due: Instant?
    /// The last begins, at most `most` of them, in a ring.
    private var recent: [Instant] = []
    /// The oldest of `recent` once the ring is full.
    private var oldest = 0

    /// - Parameter perMinute: above 0; a fraction such as 0.5 is one begin in two minutes. As many as fall to one second may
    ///   begin at once (1 up to 60 a minute, 5 at 300 a minute). Counted up to a million a minute.
    /// - Parameter bursts: false lets none begin ahead of the evenly spaced caller.
    init(perMinute: Double, bursts: Bool = true) {
        let rate = perMinute > 0 ? min(max(perMinute, 1.0 / 1440), 1_000_000) : 1.0 / 1440
        interval = .seconds(60 / rate)
        slack = bursts ? interval * Int(max(0, (rate / 60).rounded(.up) - 1)) : .zero
        most = max(1, Int(rate))
    }

    /// When the next call may begin; nil when it may at `now`.
    func opening(after now: Instant) -> Instant? {
        var time = now
        if let due { time = max(time, due - slack) }
        if recent.count == most { time = max(time, recent[oldest] + .seconds(60)) }
        return time > now ? time : nil
    }

    mutating func begin(at now: Instant) {
        due = max(due ?? now, now) + interval
        if recent.count < most {
            recent.append(now)
        } else {
            recent[oldest] = now
            oldest = (oldest + 1) % most
        }
    }
}
