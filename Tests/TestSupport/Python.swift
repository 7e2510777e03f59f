import Foundation

/// Debian's Python as a second opinion on a file: its readers are strict, and not ours.
public enum Python {
    /// The script ended with an error.
    public struct Failed: Error, CustomStringConvertible {
        /// What it wrote.
        public let description: String
    }

    /// What a script prints, given arguments.
    ///
    /// - Throws: `Failed`, with what it wrote to standard error.
    public static func run(_ script: String, _ arguments: String...) throws -> String {
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script] + arguments
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(description: String(decoding: said, as: UTF8.self)) }
        return String(decoding: printed, as: UTF8.self)
    }
}
