import Catalogs
import Foundation

/// Where the folder `scoring` (profiles, cards, gates, bands) is found.
package enum ScoringFolder {
    private static let resource = ResourceFolder("scoring", of: "Scoring", variable: "BAKEOFF_SCORING")

    /// The folder named by `BAKEOFF_SCORING`, else the one that came with the program.
    package static func locate(environment: [String: String] = ProcessInfo.processInfo.environment) throws(Problems) -> String {
        do {
            return try resource.locate(environment: environment)
        } catch {
            throw Problems([error])
        }
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
