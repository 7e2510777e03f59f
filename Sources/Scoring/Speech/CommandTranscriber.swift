import Dispatch
import Foundation

extension Transcriber {
    /// A program of the user's: `{{audio}}` in its arguments is the file, and what it prints is what it heard.
    ///
    /// - Parameters:
    ///   - arguments: the program and its arguments; never a shell string.
    ///   - folder: where it runs.
    package static func command(_ arguments: [String], in folder: String) -> Transcriber {
        Transcriber(name: "the program \(URL(fileURLWithPath: arguments.first ?? "").lastPathComponent)") { _, path in
            guard let path else { throw Missing(.unavailable, "the transcriber needs a file") }
            let filled = arguments.map { $0.replacing("{{audio}}", with: path) }
            return try heard(by: filled, in: folder)
        }
    }

    private static func heard(by arguments: [String], in folder: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw Missing(.unavailable, "the transcriber cannot be started: \(error.localizedDescription)")
        }
        let watchdog = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + longest, execute: watchdog)
        // A program that never stops talking is cut off; more than this is no transcript.
        let bytes = (try? output.fileHandleForReading.read(upToCount: 1 << 20)) ?? Data()
        if bytes.count == 1 << 20 { process.terminate() }
        process.waitUntilExit()
        watchdog.cancel()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw Missing(.failed, "the transcriber \(arguments.first ?? "") ended with status \(process.terminationStatus)")
        }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Seconds that a program may listen.
    private static let longest = 600.0
}
