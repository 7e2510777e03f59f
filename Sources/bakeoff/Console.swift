import Catalogs
import Foundation
import Glibc

/// Results on standard output, everything else on standard error.
enum Console {
    static func result(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }
    static func message(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    static func error(_ text: String) {
        message("error: \(text)")
        annotate("error", text)
    }

    static func warning(_ text: String) {
        message("warning: \(text)")
        annotate("warning", text)
    }

    /// A workflow command under GitHub Actions, which shows it on the page of the job; nothing elsewhere.
    static func annotate(_ kind: String, title: String = "bakeoff", _ text: String) {
        guard isUnderActions else { return }
        message("::\(kind) title=\(title)::\(ProblemReport.annotated(text))")
    }

    private static var isUnderActions: Bool { ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true" }

    /// One JSON document, keys sorted, as the result.
    static func result(json document: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        result(String(decoding: try encoder.encode(document), as: UTF8.self))
    }

    /// A reader that goes away (`| head`) ends the program as it ends `cat`.
    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&ready, 1, -1)
                    continue
                }
                if errno != EPIPE, descriptor == STDOUT_FILENO {
                    error("cannot write the result: \(String(cString: strerror(errno)))")
                    Foundation.exit(Status.cannotWrite.rawValue)
                }
                return
            }
            bytes = bytes.dropFirst(count)
        }
    }

    static func hint(forCommand name: String, among names: [String]) -> String {
        "no command '\(visible(name))'" + (suggestion(for: name, among: names).map { "; \($0)" } ?? "")
    }

    /// Shows every problem and, under GitHub Actions, annotates the files.
    static func show(_ problems: Problems, sources: [String: String]) {
        let report = ProblemReport(problems, sources: sources)
        message(report.text)
        if isUnderActions { message(report.annotations) }
    }

    /// Columns of the terminal on standard error; 80 in a pipe.
    static var width: Int {
        var size = winsize()
        if ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return Int(ProcessInfo.processInfo.environment["COLUMNS"] ?? "") ?? 80
    }

    /// Rows of the terminal on standard error; 24 in a pipe.
    static var height: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 0 ? Int(size.ws_row) : 24
    }

    static var isTerminal: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
            && ProcessInfo.processInfo.environment["CI"] == nil
    }

    static func usesColour(on descriptor: Int32) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        if environment["NO_COLOR"].map({ !$0.isEmpty }) ?? false { return false }
        if environment["FORCE_COLOR"].map({ !$0.isEmpty && $0 != "0" }) ?? false { return true }
        return isatty(descriptor) == 1 && environment["TERM"] != "dumb"
    }
}
