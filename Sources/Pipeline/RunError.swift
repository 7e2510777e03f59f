/// What ends a whole run; the failure of a cell never does.
package enum RunError: Error, Sendable, CustomStringConvertible {
    case cannotWrite(String)
    case notARun(String)
    case storeBroken(String)
    case nothingToResume(String)
    /// Another process works in the run folder.
    case inUse(String)

    package var description: String {
        switch self {
        case .cannotWrite(let what): "cannot write \(what)"
        case .notARun(let path): "\(path) is not a run folder: it has no run.sqlite or results.json"
        case .storeBroken(let what): "the run store cannot be used: \(what)"
        case .nothingToResume(let file): "no earlier run of \(file) to resume"
        case .inUse(let path): "another bakeoff is working in \(path); wait for it, or end it first"
        }
    }
}
