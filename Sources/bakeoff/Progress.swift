import Foundation
import Pipeline
import Synchronization

/// Progress on standard error: a bar a branch on a terminal, plain lines in a pipe, one JSON object a line on request.
final class Progress: Sendable {
    private let style: ProgressStyle
    private let state = Mutex(State())

    private struct State {
        var group = ""
        var counts: [String: Count] = [:]
        var order: [String] = []
        var cells = 0
        var reused = 0
        var started = ContinuousClock.now
        var lastDrawn: ContinuousClock.Instant?
        var drawnLines = 0
    }

    private struct Count {
        var done = 0
        var failed = 0
        var running = 0
        var seconds = 0.0
    }

    init(style: ProgressStyle) {
        self.style = style == .auto ? (Console.isTerminal ? .bar : .plain) : style
    }

    func handle(_ event: RunEvent) {
        guard style != .none else { return }
        state.withLock { state in
            update(&state, event)
            switch style {
            case .bar: draw(&state, always: isGroupEvent(event))
            case .json: Console.message(ProgressLine.json(event))
            default: plain(&state, event)
            }
        }
    }

    /// Leaves the last picture of the bars standing.
    func finish() {
        state.withLock { state in
            if style == .bar, state.drawnLines > 0 { draw(&state, always: true) }
            state.drawnLines = 0
        }
    }

    private func isGroupEvent(_ event: RunEvent) -> Bool {
        switch event {
        case .groupStarted, .groupFinished: true
        default: false
        }
    }

    private func update(_ state: inout State, _ event: RunEvent) {
        switch event {
        case .groupStarted(let group, let branches, let cells, let reused):
            state = State(group: group, order: branches, cells: cells, reused: reused)
            for branch in branches { state.counts[branch] = Count() }
        case .cellStarted(let cell): state.counts[cell.branch]?.running += 1
        case .cellFinished(let result):
            state.counts[result.cell.branch]?.running -= result.tries > 0 ? 1 : 0
            state.counts[result.cell.branch]?.done += 1
            state.counts[result.cell.branch]?.seconds += result.seconds
            if case .failed = result.outcome { state.counts[result.cell.branch]?.failed += 1 }
        case .groupFinished: break
        }
    }

    // MARK: Plain lines

    private func plain(_ state: inout State, _ event: RunEvent) {
        let done = state.counts.values.reduce(0) { $0 + $1.done } + state.reused
        let failed = state.counts.values.reduce(0) { $0 + $1.failed }
        switch event {
        case .groupStarted(_, let branches, let cells, let reused):
            let stored = reused > 0 ? ", \(reused) done before" : ""
            Console.message("\(ProgressLine.clock) \(state.group): \(branches.count) branches, \(cells) outputs\(stored)")
        case .cellFinished(let result):
            if case .failed(let failure) = result.outcome {
                Console.message("\(ProgressLine.clock) \(result.cell): failed: \(ProgressLine.oneLine(failure.message))")
            }
            let now = ContinuousClock.now
            if now - (state.lastDrawn ?? state.started) >= .seconds(30) {
                state.lastDrawn = now
                Console.message("\(ProgressLine.clock) \(state.group): \(done)/\(state.cells) done, \(failed) failed")
            }
        case .groupFinished: Console.message("\(ProgressLine.clock) \(state.group): \(done)/\(state.cells) done, \(failed) failed")
        case .cellStarted: break
        }
    }

    // MARK: Bars

    private func draw(_ state: inout State, always: Bool) {
        let now = ContinuousClock.now
        if !always, let last = state.lastDrawn, now - last < .milliseconds(100) { return }
        state.lastDrawn = now
        let width = Console.width
        let seconds = Int((now - state.started) / .seconds(1))
        var lines = [
            ProgressLine.cut(
                "\(state.group)  \(state.cells) outputs  \(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60) elapsed", to: width)
        ]
        let perBranch = state.order.isEmpty ? 0 : state.cells / state.order.count
        let room = max(1, Console.height - 2)
        let nameWidth = min(24, state.order.map(\.count).max() ?? 0)
        for branch in state.order.prefix(room - 1) {
            let count = state.counts[branch] ?? Count()
            lines.append(
                ProgressLine.bar(
                    branch, nameWidth: nameWidth, done: count.done, of: perBranch, running: count.running, failed: count.failed,
                    seconds: count.seconds, width: width))
        }
        let up = state.drawnLines > 0 ? "\u{1B}[\(state.drawnLines)A" : ""
        Console.message(up + lines.map { "\r\u{1B}[K" + $0 }.joined(separator: "\n"))
        state.drawnLines = lines.count
    }
}
