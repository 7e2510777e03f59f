/// Exit codes (sysexits where one fits); 75 always means "run it again with --resume".
enum Status: Int32, Error {
    case gateFailed = 1
    case usage = 64
    case badData = 65
    case noInput = 66
    /// What is needed is not to be had: no branch has outputs, or weights cannot be fetched.
    case nothingCompared = 69
    case bug = 70
    case cannotWrite = 73
    case tryAgain = 75
    case credentialRefused = 77
    case interrupted = 130
    case terminated = 143
}
