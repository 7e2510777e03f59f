/// What ends a whole run; the failure of a cell never does.
package enum RunError: Error, Sendable, CustomStringConvertible {
    case cannotWrite(String)
    /// A file of the run, and why.
    case cannotRead(String, String)
    case notARun(String)
    case storeBroken(String)
    case nothingToResume(String)
    /// The cluster's scheduler refused the jobs, or is not there.
    case engine(String)
    /// `bakeoff cancel` was called while the run went on.
    case cancelled
    /// Jobs of another backend are open in the run folder.
    case otherBackend(String, String)
    /// Workers have outputs of the run that this backend knows nothing of.
    case givenOut(String)
    /// Another process works in the run folder.
    case inUse(String)

    package var description: String {
        switch self {
        case .cannotWrite(let what): "cannot write \(what)"
        case .cannotRead(let path, let why):
            "cannot read \(path): \(why); it tells what was given out, so the run does not go on without it"
        case .notARun(let path): "\(path) is not a run folder: it has no run.sqlite or results.json"
        case .engine(let what): "the jobs cannot be given out: \(what)"
        case .cancelled: "the run was cancelled; what was made is kept, and --resume goes on"
        case .otherBackend(let name, let path):
            "jobs of --backend \(name) may still work in \(path): go on with that backend, or end them first: bakeoff cancel \(path)"
        case .givenOut(let path):
            "outputs of this run were given out to workers, and making them here would pay for them again: go on with --backend slurm "
                + "(or processes, which takes over what was made), or remove \(path) to start anew"
        case .storeBroken(let what): "the run store cannot be used: \(what)"
        case .nothingToResume(let file): "no earlier run of \(file) to resume"
        case .inUse(let path): "another bakeoff is working in \(path); wait for it, or end it first"
        }
    }
}
