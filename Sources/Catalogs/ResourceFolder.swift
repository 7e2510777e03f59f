import Foundation

/// Folders of data that ship with the program.
package enum ResourceFolder {
    /// The folder of that name: where an environment variable says, else in the bundle beside the executable.
    ///
    /// `Bundle.module` traps when the program was moved without its bundles; this looks, and leaves the error to the caller.
    ///
    /// - Returns: an absolute path, or nil when there is none.
    package static func find(_ name: String, bundle: String, variable: String) -> String? {
        let files = FileManager.default
        if let chosen = ProcessInfo.processInfo.environment[variable], !chosen.isEmpty { return files.fileExists(atPath: chosen) ? chosen : nil }
        return places.lazy.map { "\($0)/\(bundle).resources/\(name)" }.first { files.fileExists(atPath: $0) }
    }

    /// Beside the program, in an installation's share folder, and, for a test bundle, beside that.
    private static var places: [String] {
        let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let arguments = CommandLine.arguments.filter { $0.contains(".xctest") }.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
        return [executable.path, executable.deletingLastPathComponent().appendingPathComponent("share/bakeoff").path] + arguments
    }
}
