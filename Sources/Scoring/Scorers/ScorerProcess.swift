import CScorers
import Glibc
import Synchronization

/// A program in a process group of its own with which lines are exchanged; used by one task at a time.
final class ScorerProcess {
    /// Bytes of a line after which it is none.
    static let longestLine = 1 << 20
    /// Bytes of standard error that are kept.
    private static let keptErrors = 2_000
    /// Seconds that a program has to end when its input ends.
    private static let grace = 0.5

    private let process: pid_t
    private var input: Int32
    private var output: Int32
    private var errors: Int32
    private var received: [UInt8] = []
    private var complaint: [UInt8] = []
    private var status: Int32?

    /// - Throws: `.notStarted` with the system's error number.
    init(_ arguments: [String], in folder: String) throws(ScorerBreakdown) {
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var program = bakeoff_program()
        let failure = bakeoff_program_start(&words, folder, &program)
        guard failure == 0 else { throw .notStarted(failure) }
        process = program.process
        (input, output, errors) = (program.input, program.output, program.errors)
        RunningScorers.add(process)
    }

    deinit { end(patiently: false) }

    // MARK: Talking

    /// Sends the bytes and hands over line after line until `take` has had enough.
    ///
    /// Both directions and standard error are served at once, so that neither side waits for the other to read.
    func talk(
        _ bytes: [UInt8], within seconds: Double, _ take: ([UInt8]) throws(ScorerBreakdown) -> Bool
    ) throws(ScorerBreakdown) {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var sent = 0
        var isDone = false
        while true {
            while let line = try nextLine() { isDone = try take(line) || isDone }
            if isDone, sent == bytes.count { return }
            if output < 0 { throw ending() }
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0 else { throw .silent(seconds: seconds) }
            wait(milliseconds: left, toSend: sent < bytes.count)
            sent = send(bytes, from: sent)
            output = drain(output, into: &received)
            errors = drain(errors, into: &complaint)
            if complaint.count > Self.keptErrors { complaint.removeFirst(complaint.count - Self.keptErrors) }
        }
    }

    private func nextLine() throws(ScorerBreakdown) -> [UInt8]? {
        guard let end = received.firstIndex(of: UInt8(ascii: "\n")) else {
            if received.count > Self.longestLine { throw .longLine }
            return nil
        }
        guard end <= Self.longestLine else { throw .longLine }
        let line = Array(received[..<end])
        received.removeFirst(end + 1)
        return line
    }

    private func wait(milliseconds: Double, toSend: Bool) {
        var ends = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
            pollfd(fd: toSend ? input : -1, events: Int16(POLLOUT), revents: 0),
        ]
        _ = poll(&ends, nfds_t(ends.count), Int32(min(milliseconds.rounded(.up), 60_000)))
    }

    /// How much has been sent; all of it where nobody reads any more, which the end of the output then says.
    private func send(_ bytes: [UInt8], from start: Int) -> Int {
        guard start < bytes.count else { return start }
        let count = bytes[start...].withUnsafeBytes { bakeoff_program_send(input, $0.baseAddress, $0.count) }
        if count >= 0 { return start + count }
        return errno == EAGAIN || errno == EINTR ? start : bytes.count
    }

    /// At most a line's worth a call; the descriptor, or −1 when it has come to its end and is closed.
    private func drain(_ end: Int32, into bytes: inout [UInt8]) -> Int32 {
        guard end >= 0 else { return end }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(end, &chunk, chunk.count)
        if count > 0 { bytes += chunk[..<count] }
        guard count == 0 || count < 0 && errno != EAGAIN && errno != EINTR else { return end }
        close(end)
        return -1
    }

    // MARK: Ending

    /// Whether it can be asked: a program may end by itself between two batches.
    var isRunning: Bool { output >= 0 && !hasEnded }

    private var hasEnded: Bool {
        if status == nil {
            var word: Int32 = 0
            if waitpid(process, &word, WNOHANG) == process { status = word }
        }
        return status != nil
    }

    private func waitForEnd() {
        let deadline = ContinuousClock.now + .seconds(Self.grace)
        while !hasEnded, ContinuousClock.now < deadline { usleep(2_000) }
    }

    private func ending() -> ScorerBreakdown {
        waitForEnd()
        errors = drain(errors, into: &complaint)
        guard let status else { return .closed }
        let signal = status & 0x7F
        return signal == 0 ? .exited(status: (status >> 8) & 0xFF) : .killed(signal: signal)
    }

    /// The last lines of standard error on one line; nil where it wrote nothing.
    var lastErrors: String? {
        let text = visibleLine(String(decoding: complaint, as: UTF8.self), limit: Self.keptErrors)
        return text.isEmpty ? nil : String(text.suffix(400))
    }

    /// Ends the program and everything it started.
    ///
    /// - Parameter patiently: it may end by itself when its input ends, before it is killed.
    func end(patiently: Bool) {
        guard input >= 0 else { return }
        close(input)
        input = -1
        if patiently { waitForEnd() }
        _ = kill(-process, SIGKILL)
        if status == nil {
            var word: Int32 = 0
            while waitpid(process, &word, 0) < 0, errno == EINTR {}
            status = word
        }
        for end in [output, errors] where end >= 0 { close(end) }
        (output, errors) = (-1, -1)
        RunningScorers.remove(process)
    }
}

/// Process groups that must not outlive this program, whichever way it exits.
private enum RunningScorers {
    private static let leaders = Mutex<Set<pid_t>>([])
    private static let atExit: Void = {
        atexit { RunningScorers.killAll() }
    }()

    static func add(_ leader: pid_t) {
        _ = atExit
        leaders.withLock { _ = $0.insert(leader) }
    }

    static func remove(_ leader: pid_t) { leaders.withLock { _ = $0.remove(leader) } }

    private static func killAll() {
        for leader in leaders.withLock({ $0 }) { _ = kill(-leader, SIGKILL) }
    }
}
