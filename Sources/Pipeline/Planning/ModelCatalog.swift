import Catalogs
import Foundation

/// The well-known models, read from the folder `models` when a name is first looked for there.
enum ModelCatalog {
    /// Entries by name, as written; with the problems of a folder that cannot be read.
    static let shipped = read()

    private static let folder = ResourceFolder("models", of: "Pipeline", variable: "BAKEOFF_MODELS")

    private static func read() -> (entries: [String: Settings.Entry], problems: [Problem]) {
        do {
            let path = try folder.locate() + "/catalog.yaml"
            let entries = try SettingsFile.parse(try String(contentsOfFile: path, encoding: .utf8), file: path).entries ?? []
            return (Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { $1 }), [])
        } catch let problem as Problem {
            return ([:], [problem])
        } catch let problems as Problems {
            return ([:], problems.list)
        } catch {
            return ([:], [Problem("the model catalog cannot be read: \(error.localizedDescription)", remedy: "unset BAKEOFF_MODELS")])
        }
    }
}
