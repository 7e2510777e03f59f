/// Fires once; whoever waits for it goes on.
actor StopSignal {
    private(set) var hasFired = false
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var next = 0

    func fire() {
        hasFired = true
        let all = waiting.values
        waiting = [:]
        for continuation in all { continuation.resume() }
    }

    /// Returns when the signal fires or the task is cancelled.
    func wait() async {
        let ticket = next
        next += 1
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if hasFired || Task.isCancelled { continuation.resume() } else { waiting[ticket] = continuation }
            }
        } onCancel: {
            Task { await self.leave(ticket) }
        }
    }

    private func leave(_ ticket: Int) { waiting.removeValue(forKey: ticket)?.resume() }
}
