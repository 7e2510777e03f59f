/// Runs workers: "this command for every task of an array, so many at once, again where a machine dies".
///
/// Its word is a hint: it may run a task twice, also at the same time, and say that it runs when it does not. What counts is what
/// the workers publish. Every verb can be repeated.
protocol Engine: Sendable {
    var name: String { get }

    /// Whether tasks go on when this process ends.
    var outlives: Bool { get }

    /// - Throws: `EngineFailure` when the engine is not to be had.
    func limits() async throws -> EngineLimits

    /// Asks for all tasks of an array.
    ///
    /// - Returns: the engine's id of the array.
    func submit(_ array: ShardArray) async throws -> String

    /// What the engine knows of the arrays with these names; a task that it has forgotten, or never knew, is missing.
    func tasks(of names: [String]) async throws -> [EngineTask]

    /// Ends tasks of an array; one that is not known is no error.
    func cancel(_ name: String, _ part: ArrayPart) async throws

    /// Changes how many tasks of an array run at once.
    func setThrottle(_ throttle: Int, of name: String) async throws

    /// The coordinator leaves. Tasks that the engine cannot run without it end.
    func end() async
}

/// Which tasks of an array are meant.
enum ArrayPart: Sendable, Hashable {
    case all
    /// Those that have not begun.
    case waiting
    /// These, whether they have begun or not.
    case only([Int])
}

/// What the engine takes.
struct EngineLimits: Sendable, Hashable {
    /// Tasks in one array.
    var longestArray: Int
    var version: String
}

/// A task of an array as the engine sees it.
struct EngineTask: Sendable, Hashable {
    enum Phase: Sendable, Hashable {
        /// Not begun, with the engine's reason as it words it.
        case waiting(String)
        case running(node: String)
        /// Over, in the engine's own word: `COMPLETED`, `FAILED`, `TIMEOUT` …
        case over(String)
        /// Ended by a person or by `cancel`.
        case cancelled
        /// A word that this program does not know; never taken for success.
        case unknown(String)
    }

    let array: String
    /// From 0, or `allOthers`.
    let index: Int
    let phase: Phase

    /// Stands for every task of the array that is not named.
    static let allOthers = -1

    var isWaiting: Bool { if case .waiting = phase { true } else { false } }

    /// True while the task may still publish something.
    var isOpen: Bool {
        switch phase {
        case .waiting, .running, .unknown: true
        case .over, .cancelled: false
        }
    }
}

/// Why an engine did not do as it was asked.
struct EngineFailure: Error, Sendable, Hashable, CustomStringConvertible {
    enum Kind: Sendable, Hashable {
        /// It may pass: the controller is away, a connection was lost.
        case away
        /// The queue takes no more at present; fewer may do.
        case full
        /// The request itself is refused: a partition, an account, a licence.
        case refused
        /// It is not there at all.
        case missing
    }

    let kind: Kind
    let message: String
    var description: String { message }
}
