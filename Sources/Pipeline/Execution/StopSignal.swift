/// Fires once; whoever waits for it goes on.
@Conductor
final class StopSignal {
    /// Why it fired; nil while it has not.
    private(set) var reason: String?
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var watching: [Int: @Conductor () -> Void] = [:]
    private var next = 0

    nonisolated init() {}

    /// Does something when the signal fires, at once if it has.
    func watch(_ action: @escaping @Conductor () -> Void) -> Int {
        next += 1
        if reason == nil { watching[next] = action } else { action() }
        return next
    }

    func unwatch(_ ticket: Int) { watching.removeValue(forKey: ticket) }

    func fire(_ reason: String) {
        guard self.reason == nil else { return }
        self.reason = reason
        let all = waiting.values
        let actions = watching.values
        waiting = [:]
        watching = [:]
        for continuation in all { continuation.resume() }
        for action in actions { action() }
    }

    /// Returns when the signal fires or the task is cancelled.
    func wait() async {
        let ticket = next
        next += 1
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if reason != nil || Task.isCancelled { continuation.resume() } else { waiting[ticket] = continuation }
            }
        } onCancel: {
            Task { @Conductor in self.leave(ticket) }
        }
    }

    private func leave(_ ticket: Int) { waiting.removeValue(forKey: ticket)?.resume() }
}

extension [StopSignal] {
    /// The reason of the first that fired.
    @Conductor var reason: String? { lazy.compactMap(\.reason).first }

    /// Sleeps, unless one fires before.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    func sleep(seconds: Double) async throws {
        await withTaskGroup(of: Void.self) { race in
            race.addTask { try? await Task.sleep(for: .seconds(seconds)) }
            for stop in self { race.addTask { await stop.wait() } }
            await race.next()
            race.cancelAll()
        }
        try Task.checkCancellation()
    }
}

/// Why cells are stopped, in the words of the record.
enum StopReason {
    static let failFast = "another branch failed (fail_fast)"
}
