import Foundation

/// A script of `Tests/Browser`, which looks at pages in a browser and tells what it found as one JSON object.
enum BrowserScript {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The object that a script told, as it stood on its output.
    struct Findings: Sendable {
        fileprivate let json: Data

        var object: [String: Any] { get throws { try JSONSerialization.jsonObject(with: json) as? [String: Any] ?? [:] } }
    }

    static func run(_ name: String, _ arguments: [String]) throws -> Findings {
        let scratch = FileManager.default.temporaryDirectory.path + "/bakeoff-browser-\(UUID().uuidString)"
        let (output, errors) = (scratch + ".out", scratch + ".err")
        defer { for path in [output, errors] { try? FileManager.default.removeItem(atPath: path) } }
        for path in [output, errors] { try Data().write(to: URL(fileURLWithPath: path)) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "\(Repository.root)/Tests/Browser/\(name)"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        process.waitUntilExit()
        let told = FileManager.default.contents(atPath: output) ?? Data()
        guard process.terminationStatus == 0, (try? JSONSerialization.jsonObject(with: told)) is [String: Any] else {
            let words = String(decoding: FileManager.default.contents(atPath: errors) ?? Data(), as: UTF8.self)
            throw Failure(description: "\(name) ended with \(process.terminationStatus): \(String(decoding: told, as: UTF8.self))\(words)")
        }
        return Findings(json: told)
    }
}
