import Catalogs
import Foundation

/// The well-known models, read from the folder `models`.
enum ModelCatalog {
    private static let folder = ResourceFolder("models", of: "Pipeline", variable: "BAKEOFF_MODELS")

    /// Entries by name, as written; with the problems of a folder that cannot be read.
    static func read(environment: [String: String] = ProcessInfo.processInfo.environment) -> (
        entries: [Settings.Entry], problems: [Problem]
    ) {
        do {
            let path = try folder.locate(environment: environment) + "/catalog.yaml"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            return (try SettingsFile.parse(text, file: path).entries ?? [], [])
        } catch let problem as Problem {
            return ([], [problem])
        } catch let problems as Problems {
            return ([], problems.list)
        } catch {
            return ([], [Problem("the model catalog cannot be read: \(error.localizedDescription)", remedy: "unset BAKEOFF_MODELS")])
        }
    }
}
