import Catalogs
import Foundation

/// Where the folder `scoring` (profiles, cards, gates, bands) is found.
package enum ScoringFolder {
    /// Names another folder than the one that came with the program.
    package static let variable = "BAKEOFF_SCORING"
    private static let bundle = "bakeoff_Scoring.resources"

    /// The folder named by `BAKEOFF_SCORING`, else the one beside the executable.
    ///
    /// The generated `Bundle.module` is not asked: it stops the program when the bundle is absent.
    package static func locate(environment: [String: String] = ProcessInfo.processInfo.environment) throws(Problems) -> String {
        if let named = environment[variable], !named.isEmpty {
            guard isFolder(named) else {
                throw Problems([Problem("\(variable) names no folder: \(named)", remedy: "unset it, or name a folder like scoring/")])
            }
            return named
        }
        let beside = executableFolder().appendingPathComponent(bundle).appendingPathComponent("scoring").path
        guard isFolder(beside) else {
            throw Problems([
                Problem(
                    "the scoring folder is missing: \(beside)",
                    remedy: "keep \(bundle) beside the program, or set \(variable) to a scoring folder")
            ])
        }
        return beside
    }

    /// Symbolic links to the program are followed.
    private static func executableFolder() -> URL {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let path = own.path == "/proc/self/exe" ? Bundle.main.executableURL ?? own : own
        return path.deletingLastPathComponent()
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

/// The text files of a scoring folder.
enum ScoringFile {
    /// A file of settings beyond this many bytes is a mistake.
    static let byteLimit = 1 << 20

    /// Bytes of a regular file, or the problem.
    static func bytes(_ path: String) throws(Problems) -> Data {
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: (path as NSString).resolvingSymlinksInPath)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { throw Problem("\(path) is not a file") }
            guard let size = attributes[.size] as? Int, size <= byteLimit else {
                throw Problem("\(path) is larger than \(byteLimit) bytes, too much for settings")
            }
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch let problem as Problem {
            throw Problems([problem])
        } catch {
            throw Problems([Problem("cannot read \(path): \(error.localizedDescription)")])
        }
    }

    /// Parsed settings of YAML bytes; `file` is the name in errors.
    static func settings(_ bytes: Data, file: String) throws(Problems) -> Settings {
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw Problems([Problem("\(file) is not UTF-8 text", remedy: "save it as UTF-8")])
        }
        return try SettingsFile.parse(text, file: file)
    }

    /// Names of the YAML files of a folder, sorted.
    static func names(in folder: String) throws(Problems) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }.sorted()
        } catch {
            throw Problems([Problem("cannot read the folder \(folder): \(error.localizedDescription)")])
        }
    }
}
