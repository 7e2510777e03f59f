import Dispatch
import Synchronization

/// How a scoring program is called.
package struct ScorerCommand: Sendable, Hashable {
    /// The program and its arguments; never a shell string.
    package var arguments: [String]
    /// Where it runs.
    package var folder: String
    /// Whether it answers with the text that it read, in place of a value.
    package var answersText: Bool
    /// Seconds for a batch.
    package var timeout: Double
    /// Seconds until its first line: a model may have to be loaded.
    package var startTimeout: Double
    /// Questions at once, at most.
    package var batch: Int

    package init(
        _ arguments: [String], in folder: String, answersText: Bool = false, timeout: Double = 60, startTimeout: Double = 300,
        batch: Int = 8
    ) {
        self.arguments = arguments
        self.folder = folder
        self.answersText = answersText
        self.timeout = timeout
        self.startTimeout = startTimeout
        self.batch = batch
    }
}

/// Gathers the questions of all tasks into batches, and puts them to one program.
final class CommandScorer: ScorerSource {
    private let batch: Int
    private let waiting = Mutex<[Pending]>([])
    private let talk: Mutex<ScorerTalk>
    private let known = Mutex<String?>(nil)
    private let turns = DispatchQueue(label: "bakeoff.scorer")

    init(_ command: ScorerCommand) {
        batch = max(1, command.batch)
        talk = Mutex(ScorerTalk(command))
    }

    deinit { end() }

    var title: String? { known.withLock { $0 } }

    /// Waits for its batch; what waits while another batch is under way goes into the next one.
    func answer(_ question: ScorerQuestion) throws(Missing) -> ScorerAnswer {
        let pending = Pending(question)
        waiting.withLock { $0.append(pending) }
        turns.async { [self] in askNext() }
        return try pending.wait()
    }

    private func askNext() {
        let taken = waiting.withLock { waiting in
            let taken = Array(waiting.prefix(batch))
            waiting.removeFirst(taken.count)
            return taken
        }
        guard !taken.isEmpty else { return }
        let (answers, title) = talk.withLock { talk in (talk.ask(taken.map(\.question)), talk.title) }
        known.withLock { $0 = title ?? $0 }
        for (pending, answer) in zip(taken, answers) { pending.finish(answer) }
    }

    func end() { talk.withLock { $0.end() } }
}

/// A question whose asker waits.
private final class Pending: Sendable {
    let question: ScorerQuestion
    private let answer = Mutex<Result<ScorerAnswer, Missing>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    init(_ question: ScorerQuestion) { self.question = question }

    func finish(_ result: Result<ScorerAnswer, Missing>) {
        answer.withLock { $0 = result }
        isDone.signal()
    }

    func wait() throws(Missing) -> ScorerAnswer {
        isDone.wait()
        let result = answer.withLock { $0 }
        return try (result ?? .failure(Missing(.unavailable, "the scorer gave no answer"))).get()
    }
}
