import Foundation

/// The talk with one scoring program: starts it, greets it, asks it in batches, and starts it again a few times when it breaks off.
struct ScorerTalk: ~Copyable {
    /// Breakdowns in a row after which the program is not started again.
    static let mostBreakdowns = 3

    private let command: ScorerCommand
    private var process: ScorerProcess?
    private var breakdowns = 0
    private var surrender: Missing?
    private var nextID = 1
    /// Name and version as the program gives them.
    private(set) var title: String?

    init(_ command: ScorerCommand) { self.command = command }

    /// One result a question, in their order.
    mutating func ask(_ questions: [ScorerQuestion]) -> [Result<ScorerAnswer, Missing>] {
        var (answers, breakdown) = exchange(questions)
        // A file that brings the program down must not take the rest of its batch with it, and a program that ends by itself after
        // some time may be started once more.
        if let broken = breakdown, questions.count > 1 || broken.isEnd {
            for index in questions.indices where answers[index] == nil {
                let again = exchange([questions[index]])
                answers[index] = again.answers[0] ?? .failure(missing(again.breakdown ?? broken))
            }
        }
        return questions.indices.map { index in
            answers[index] ?? .failure(surrender ?? missing(breakdown ?? .closed))
        }
    }

    mutating func end() {
        process?.end(patiently: true)
        process = nil
    }

    // MARK: A batch

    private mutating func exchange(
        _ questions: [ScorerQuestion]
    ) -> (answers: [Int: Result<ScorerAnswer, Missing>], breakdown: ScorerBreakdown?) {
        var answers: [Int: Result<ScorerAnswer, Missing>] = [:]
        if let surrender {
            for index in questions.indices { answers[index] = .failure(surrender) }
            return (answers, nil)
        }
        do throws(ScorerBreakdown) {
            let program = try running()
            let first = nextID
            nextID += questions.count
            let bytes = ScorerMessages.batch(questions.enumerated().map { (first + $0.offset, $0.element) })
            let answersText = command.answersText
            try program.talk(bytes, within: command.timeout) { line throws(ScorerBreakdown) in
                guard let answer = ScorerMessages.read(line, as: ScorerMessages.Answer.self) else { throw .badLine(line) }
                let index = answer.id - first
                guard questions.indices.contains(index), answers[index] == nil else { throw .wrongID(answer.id) }
                answers[index] = Self.result(answer, wantsText: answersText)
                return answers.count == questions.count
            }
            breakdowns = 0
            return (answers, nil)
        } catch {
            note(error)
            return (answers, error)
        }
    }

    private static func result(_ answer: ScorerMessages.Answer, wantsText: Bool) -> Result<ScorerAnswer, Missing> {
        if let error = answer.error { return .failure(Missing(.failed, "the scorer says: \(visibleLine(error))")) }
        if wantsText {
            return answer.text.map { .success(.text($0)) }
                ?? .failure(Missing(.failed, "the scorer answered without 'text'; 'answers: value' takes numbers"))
        }
        return answer.value.map { .success(.value($0)) }
            ?? .failure(Missing(.failed, "the scorer answered without 'value'; 'answers: text' takes what was read"))
    }

    // MARK: Starting

    private mutating func running() throws(ScorerBreakdown) -> ScorerProcess {
        if let process, process.isRunning { return process }
        process?.end(patiently: false)
        process = nil
        let started = try ScorerProcess(command.arguments, in: command.folder)
        process = started
        var greeting: ScorerMessages.Greeting?
        do throws(ScorerBreakdown) {
            try started.talk([], within: command.startTimeout) { line throws(ScorerBreakdown) in
                greeting = ScorerMessages.read(line, as: ScorerMessages.Greeting.self)
                guard let version = greeting?.bakeoff_scorer else { throw .noGreeting(line) }
                guard version == ScorerMessages.protocolVersion else { throw .otherProtocol(version) }
                return true
            }
        } catch {
            // What does not start the first time will not start for the next file.
            breakdowns = Self.mostBreakdowns
            throw error
        }
        title = greeting.map { visibleLine("\($0.name) \($0.version)", limit: 80) }
        return started
    }

    private mutating func note(_ breakdown: ScorerBreakdown) {
        let errors = process?.lastErrors
        process?.end(patiently: false)
        process = nil
        breakdowns += 1
        lastErrors = errors
        if breakdowns >= Self.mostBreakdowns {
            let reason = missing(breakdown).reason
            surrender = Missing(.unavailable, breakdowns == Self.mostBreakdowns ? "\(reason); given up after \(breakdowns) times" : reason)
        }
    }

    /// The end of what the program wrote to its standard error before it broke off.
    private var lastErrors: String?

    private func missing(_ breakdown: ScorerBreakdown) -> Missing {
        let program = URL(fileURLWithPath: command.arguments.first ?? "").lastPathComponent
        let words = command.arguments.count > 1 ? "\(program) \(visibleLine(command.arguments[1], limit: 60))" : program
        let tail = lastErrors.map { "; it wrote: \($0)" } ?? ""
        return Missing(.unavailable, "the scorer '\(words)' \(breakdown.words(command))\(tail)")
    }
}

/// How a talk with a scoring program ends before its time.
enum ScorerBreakdown: Error, Sendable {
    /// The system's error number.
    case notStarted(Int32)
    case noGreeting([UInt8])
    case otherProtocol(Int)
    case silent(seconds: Double)
    case badLine([UInt8])
    case longLine
    case wrongID(Int)
    case exited(status: Int32)
    case killed(signal: Int32)
    /// Its output ended, and it did not.
    case closed

    var isEnd: Bool {
        switch self {
        case .exited, .killed, .closed: true
        default: false
        }
    }

    func words(_ command: ScorerCommand) -> String {
        func shown(_ line: [UInt8]) -> String { visibleLine(String(decoding: line.prefix(800), as: UTF8.self), limit: 120) }
        return switch self {
        case .notStarted(let number): "cannot be started: \(String(cString: strerror(number)))"
        case .noGreeting(let line):
            "wrote \"\(shown(line))\" where its first line should be {\"bakeoff_scorer\": \(ScorerMessages.protocolVersion), \"name\": …, "
                + "\"version\": …}: print anything else to standard error"
        case .otherProtocol(let version):
            "speaks protocol \(version), this program speaks \(ScorerMessages.protocolVersion)"
        case .silent(let seconds): "gave no answer within \(seconds.brief) s"
        case .badLine(let line): "wrote a line that is no answer: \"\(shown(line))\""
        case .longLine: "wrote a line of more than \(ScorerProcess.longestLine) bytes"
        case .wrongID(let id): "answered with id \(id), which was not asked for, or twice"
        case .exited(let status): "ended with status \(status)"
        case .killed(let signal): "was ended by signal \(signal)"
        case .closed: "closed its output"
        }
    }
}
