import Pipeline
import Reports

/// Lines for a pipe: one when something happens, and totals every 30 seconds. Times are seconds since the run began.
struct ProgressLog: Sendable {
    static let interval = 30.0
    /// Seconds between two lines that one branch is waiting.
    static let waitInterval = 5.0

    private var lastTotals = 0.0
    private var lastWaits: [String: Double] = [:]
    private var told: [String: Int] = [:]
    private var finished: Set<String> = []
    private var refused: Set<String> = []

    /// - Parameter state: with the event already in it.
    mutating func lines(_ event: RunEvent, _ state: ProgressState, at now: Double) -> [String] {
        switch event {
        case .groupStarted(let id, _, let cells):
            guard let group = state.groups.first(where: { $0.id == id }) else { return [] }
            let branches = group.branches.count > 1 ? "\(group.branches.count) branches, " : ""
            return ["\(id): \(branches)\(cells.map { Quantity.count($0, "output") } ?? "as many outputs as its list has items")"]
        case .cellWaiting(let cell, let seconds, let reason, let tries): return wait(cell, seconds, reason, tries, at: now)
        case .cellFinished(let result, let isStored):
            let failure = isStored ? [] : failure(result)
            return failure + end(of: result.cell.group, state) + totals(state, at: now)
        case .groupFinished(let id): return end(of: id, state)
        case .warning(let text): return ["warning: \(ProgressLine.oneLine(text))"]
        case .backend(let status): return [ProgressLine.oneLine(status)]
        case .cellStarted: return []
        }
    }

    /// Totals of the groups in which something was done since they were last told.
    mutating func totals(_ state: ProgressState, at now: Double) -> [String] {
        guard now - lastTotals >= Self.interval else { return [] }
        lastTotals = now
        let moved = state.groups.filter { !finished.contains($0.id) && told[$0.id, default: 0] != $0.done }
        for group in moved { told[group.id] = group.done }
        return moved.map(Self.total)
    }

    private mutating func wait(_ cell: Cell, _ seconds: Double, _ reason: String, _ tries: Int, at now: Double) -> [String] {
        let branch = "\(cell.group)/\(cell.branch)"
        let last = lastWaits[branch]
        // A thousand cells that wait for one rate limit are one piece of news.
        guard last.map({ now - $0 >= (tries > 0 ? Self.waitInterval : Self.interval) }) ?? true else { return [] }
        lastWaits[branch] = now
        let pause = "waiting \(ProgressLine.pause(seconds))"
        let reason = ProgressLine.oneLine(reason)
        return [tries > 0 ? "\(cell): \(reason), \(pause) (try \(tries) failed)" : "\(branch): \(reason), \(pause)"]
    }

    private mutating func failure(_ result: CellResult) -> [String] {
        guard let failure = result.failure else { return [] }
        // After the first refusal nothing is called, so that each further cell would say the same.
        let branch = "\(result.cell.group)/\(result.cell.branch)"
        if failure.code == "credential_refused", !refused.insert(branch).inserted { return [] }
        let tries = result.tries > 1 ? " after \(result.tries) tries" : ""
        return ["\(result.cell): failed\(tries): \(ProgressLine.oneLine(failure.message))"]
    }

    private mutating func end(of id: String, _ state: ProgressState) -> [String] {
        guard let group = state.groups.first(where: { $0.id == id }), group.isFinished, finished.insert(id).inserted else { return [] }
        return [Self.total(group)]
    }

    private static func total(_ group: ProgressState.Group) -> String {
        var parts = [group.cells.map { "\(group.done)/\($0) done" } ?? "\(group.done) done", "\(group.failed) failed"]
        if group.stored > 0 { parts.append("\(group.stored) done before") }
        if group.cached > 0 { parts.append("\(group.cached) from cache") }
        parts.append(ProgressLine.words(group.spending))
        return "\(group.id): \(parts.joined(separator: ", "))"
    }
}
