import Catalogs
import Foundation
import Media

/// A pipeline file as written, with the place of every value.
package struct PipelineFile: Sendable {
    /// As the user named it, for error messages.
    package let name: String
    package let path: String
    package let source: String
    package let settings: Settings

    /// - Throws: `Problems` when the file is missing, is not text, or is not YAML.
    package static func read(_ name: String) throws(Problems) -> PipelineFile {
        let path = Paths.absolute(name, from: FileManager.default.currentDirectoryPath)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problems([Problem("no file at \(name)", remedy: "check the path, or write one with: bakeoff init")])
        }
        guard data.count <= 16 << 20, let source = String(data: data, encoding: .utf8) else {
            throw Problems([Problem("\(name) is not a text file of at most 16 MB")])
        }
        return try PipelineFile(source: source, name: name, path: path)
    }

    package init(source: String, name: String, path: String) throws(Problems) {
        self.name = name
        self.path = path
        self.source = source
        settings = try SettingsFile.parse(source, file: name)
    }

    package var folder: String { (path as NSString).deletingLastPathComponent }

    package var sha256: String {
        sha256Hex(Array(source.utf8))
    }
}
