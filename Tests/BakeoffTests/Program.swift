import Foundation

/// The built program, called as a user calls it.
struct Program {
    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    /// It lies beside the test bundle.
    static var path: String {
        let here = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        let bundles = CommandLine.arguments.filter { $0.contains(".xctest") }.map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().path
        }
        return ([here] + bundles).map { $0 + "/bakeoff" }.first { FileManager.default.isExecutableFile(atPath: $0) }
            ?? "bakeoff-is-not-built"
    }

    static func run(_ arguments: String..., in folder: String, environment: [String: String] = [:]) throws -> Result {
        try run(arguments, in: folder, environment: environment)
    }

    static func run(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws -> Result {
        let call = try Call(arguments, in: folder, environment: environment)
        return call.wait()
    }

    /// A call under way.
    final class Call {
        let process = Process()
        private let outputPath: String
        private let errorPath: String
        private let cachePath: String

        init(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws {
            let scratch = FileManager.default.temporaryDirectory.path + "/bakeoff-call-" + UUID().uuidString
            outputPath = scratch + ".out"
            errorPath = scratch + ".err"
            // No test takes from the user's cache or adds to it; calls in one folder of a test share one, and it goes with the folder.
            let isOfTest = folder.hasPrefix(FileManager.default.temporaryDirectory.path)
            cachePath = isOfTest ? folder + "/.cache" : scratch + ".cache"
            try Data().write(to: URL(fileURLWithPath: outputPath))
            try Data().write(to: URL(fileURLWithPath: errorPath))
            process.executableURL = URL(fileURLWithPath: Program.path)
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            var variables = ProcessInfo.processInfo.environment
            for name in [
                "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "DISPLAY", "WAYLAND_DISPLAY", "FORCE_COLOR", "BAKEOFF_SCORING", "BAKEOFF_REPORTS",
                "BAKEOFF_CACHE",
            ] { variables[name] = nil }
            variables["XDG_CACHE_HOME"] = cachePath
            process.environment = variables.merging(environment) { $1 }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle(forWritingAtPath: outputPath)
            process.standardError = FileHandle(forWritingAtPath: errorPath)
            try process.run()
        }

        func wait() -> Result {
            process.waitUntilExit()
            func text(_ path: String) -> String { String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self) }
            let own = [outputPath, errorPath] + (cachePath.hasSuffix("/.cache") ? [] : [cachePath])
            defer { for path in own { try? FileManager.default.removeItem(atPath: path) } }
            return Result(status: process.terminationStatus, output: text(outputPath), errors: text(errorPath))
        }
    }
}

/// A folder that goes away with the test.
final class Folder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/bakeoff-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws { try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8) }
    func read(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }

    /// The one run folder below `runs`.
    func onlyRun() throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(path)/runs").sorted()
        guard names.count == 1 else { throw NotOne(names: names) }
        return "\(path)/runs/\(names[0])"
    }

    struct NotOne: Error { let names: [String] }
}

/// The repository's own files, found from this one.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path
}

/// `results.json` as a test looks at it.
func results(of run: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(run)/results.json"))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
}

func comparisons(of run: String) throws -> [[String: Any]] { try results(of: run)["comparisons"] as? [[String: Any]] ?? [] }

func verdict(_ comparison: [String: Any]) -> [String: Any] { comparison["verdict"] as? [String: Any] ?? [:] }
