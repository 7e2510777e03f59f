import Foundation

/// A folder of data that ships with the program: `scoring`, `reports`, `starters`.
package struct ResourceFolder: Sendable {
    package let name: String
    /// The target whose resources hold it.
    package let target: String
    /// The environment variable that names another folder in its place.
    package let variable: String

    package init(_ name: String, of target: String, variable: String) {
        self.name = name
        self.target = target
        self.variable = variable
    }

    /// Where the environment variable says, else beside the program, else in an installation's `share/bakeoff`.
    ///
    /// The generated `Bundle.module` is not asked: it stops the program when it was moved without its bundles.
    ///
    /// - Throws: a `Problem` that names the place and what to do.
    package func locate(environment: [String: String] = ProcessInfo.processInfo.environment) throws(Problem) -> String {
        if let named = environment[variable], !named.isEmpty {
            guard Self.isFolder(named) else {
                throw Problem("\(variable) names no folder: \(named)", remedy: "unset it, or name a folder like \(name)/")
            }
            return named
        }
        let places = Self.places.map { "\($0)/bakeoff_\(target).resources/\(name)" }
        guard let found = places.first(where: Self.isFolder) else {
            throw Problem(
                "the folder \(name) is missing: \(places[0])",
                remedy: "keep bakeoff_\(target).resources beside the program, or set \(variable) to such a folder")
        }
        return found
    }

    /// Symbolic links to the program are followed.
    private static var places: [String] {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let program = own.path == "/proc/self/exe" ? Bundle.main.executableURL ?? own : own
        let folder = program.deletingLastPathComponent()
        return [folder.path, folder.deletingLastPathComponent().appendingPathComponent("share/bakeoff").path]
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
