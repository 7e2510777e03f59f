import Foundation
import Glibc
import Pipeline
import Synchronization

/// Progress on standard error: bars on a terminal, plain lines in a pipe, one JSON object a line on request.
final class Progress: Sendable {
    private let style: ProgressStyle
    private let begin = ContinuousClock.now
    private let inner: Mutex<Inner>

    private struct Inner {
        var state: ProgressState
        var log = ProgressLog()
        var drawn: [String] = []
        var lastDrawn = -1.0
        var isOver = false
    }

    /// Seconds between two pictures.
    private static let pause = 0.1

    init(style: ProgressStyle, scope: ProgressScope) {
        self.style = Self.style(for: style, isTerminal: Console.isTerminal, canMove: isatty(STDERR_FILENO) == 1)
        inner = Mutex(Inner(state: ProgressState(scope: scope)))
    }

    /// Bars where they can be redrawn and nobody keeps a log; on request on any terminal, never in a pipe.
    static func style(for asked: ProgressStyle, isTerminal: Bool, canMove: Bool) -> ProgressStyle {
        switch asked {
        case .auto: isTerminal ? .bar : .plain
        case .bar: canMove ? .bar : .plain
        default: asked
        }
    }

    private var now: Double { (ContinuousClock.now - begin) / .seconds(1) }

    func handle(_ event: RunEvent) {
        guard style != .none else { return }
        let now = now
        inner.withLock { inner in
            inner.state.note(event, at: now)
            switch style {
            case .bar:
                if case .warning(let text) = event {
                    tell("warning: \(ProgressLine.oneLine(text))", &inner)
                } else if now - inner.lastDrawn >= Self.pause {
                    draw(&inner, at: now)
                }
            case .json: Console.message(ProgressEvent.json(event, at: Date()))
            default: tell(inner.log.lines(event, inner.state, at: now))
            }
        }
    }

    /// Time goes on also while nothing happens; to be called now and then.
    func tick() {
        let now = now
        inner.withLock { inner in
            guard !inner.isOver else { return }
            switch style {
            case .bar: if now - inner.lastDrawn >= Self.pause { draw(&inner, at: now) }
            case .plain: tell(inner.log.totals(inner.state, at: now))
            default: break
            }
        }
    }

    /// Leaves the last picture of the bars standing.
    func finish() {
        let now = now
        inner.withLock { inner in
            guard !inner.isOver else { return }
            if style == .bar { draw(&inner, at: now) }
            inner.isOver = true
        }
    }

    /// Ticks until the work has ended.
    func during<T: Sendable>(_ work: () async throws -> T) async throws -> T {
        let ticker = Task {
            while (try? await Task.sleep(for: .seconds(0.5))) != nil { tick() }
        }
        defer {
            ticker.cancel()
            finish()
        }
        return try await work()
    }

    private func tell(_ lines: [String]) {
        for line in lines { Console.message("\(ProgressLine.clock) \(line)") }
    }

    // MARK: Bars

    private func draw(_ inner: inout Inner, at now: Double) {
        inner.lastDrawn = now
        let picture = ProgressPicture(width: Console.width, height: Console.height, isColoured: Console.usesColour(on: STDERR_FILENO))
        let lines = picture.lines(inner.state, at: now)
        guard !lines.isEmpty else { return }
        Console.message(erasure(of: inner.drawn) + lines.joined(separator: "\n"))
        inner.drawn = lines
    }

    /// A line that stays, above the bars.
    private func tell(_ line: String, _ inner: inout Inner) {
        Console.message(erasure(of: inner.drawn) + line + (inner.drawn.isEmpty ? "" : "\n" + inner.drawn.joined(separator: "\n")))
    }

    /// Back to the picture's first line, and nothing below it; a window made narrower since has broken its lines.
    private func erasure(of drawn: [String]) -> String {
        guard !drawn.isEmpty else { return "" }
        let width = max(1, Console.width)
        let rows = drawn.reduce(0) { $0 + max(1, ($1.replacing(/\u{1B}\[[0-9;]*m/, with: "").count + width - 1) / width) }
        return "\u{1B}[\(min(rows, max(1, Console.height - 1)))A\r\u{1B}[J"
    }
}
