import Catalogs
import Foundation
import Mustache

/// The folder `reports`: templates, style sheet, script.
package struct Templates: Sendable {
    private static let resource = ResourceFolder("reports", of: "Reports", variable: "BAKEOFF_REPORTS")

    let folder: String
    /// Template texts by name: the path in the folder less `.mustache`.
    let texts: [String: String]
    private let library: MustacheLibrary

    /// Reads and parses every template of the folder.
    ///
    /// - Throws: `ReportError` with the file and line of a template that cannot be parsed.
    init(folder: String) throws {
        // A template that names a content type is refused while it is parsed when the type is not known by then.
        MarkdownContent.register()
        XMLContent.register()
        self.folder = folder
        var texts: [String: String] = [:]
        var templates: [String: MustacheTemplate] = [:]
        for name in try Self.names(in: folder) {
            let text = try Self.text(of: "\(name).mustache", in: folder)
            texts[name] = text
            do {
                templates[name] = try MustacheTemplate(string: text)
            } catch let error as MustacheTemplate.ParserError {
                throw ReportError(.badTemplate, "\(folder)/\(name).mustache:\(error.context.lineNumber): \(error.error)")
            }
        }
        self.texts = texts
        library = MustacheLibrary(templates: templates)
    }

    /// The templates of `BAKEOFF_REPORTS`, else those beside the executable.
    static func standard() throws -> Templates { try Templates(folder: locate()) }

    func render(_ name: String, _ model: Any) throws -> String {
        guard let text = library.render(model, withTemplate: name) else {
            throw ReportError(.noTemplates, "\(folder) has no template \(name).mustache")
        }
        return text
    }

    /// A file of `assets/`.
    func asset(_ name: String) throws -> String { try Self.text(of: "assets/\(name)", in: folder) }

    /// The folder named by `BAKEOFF_REPORTS`, else the one that came with the program.
    package static func locate(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> String {
        do {
            return try resource.locate(environment: environment)
        } catch {
            throw ReportError(.noTemplates, [error.message, error.remedy].compactMap { $0 }.joined(separator: "; "))
        }
    }

    private static func names(in folder: String) throws -> [String] {
        let suffix = ".mustache"
        let top = try entries(of: folder)
        let partials = isFolder(folder + "/partials") ? try entries(of: folder + "/partials").map { "partials/" + $0 } : []
        return (top + partials).filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
    }

    private static func entries(of folder: String) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw ReportError(.noTemplates, "cannot read the folder \(folder)")
        }
    }

    private static func text(of name: String, in folder: String) throws -> String {
        do {
            return try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        } catch {
            throw ReportError(.noTemplates, "cannot read \(folder)/\(name) as UTF-8 text")
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
