import Catalogs
import Foundation
import Media

/// Outputs that exist already, one file a case.
struct FilesProvider: ModelProvider {
    static let name = "files"
    static let summary = "Outputs that exist already: path with {{case.id}} or another hole."
    static let serves = Set(StepType.allCases.filter(\.generates))
    static let isFree = true
    static let isCacheable = false

    let path: Template?
    let folder: String

    init(options: inout Options) {
        folder = Paths.folder(of: options.place.file)
        guard let value = options.value("path"), let text = value.text else {
            options.report("provider 'files' needs 'path'", remedy: "path: \"outputs/{{case.id}}.png\"")
            path = nil
            return
        }
        do {
            path = try Template(text, at: value.place, environment: ProcessInfo.processInfo.environment)
        } catch {
            options.add([error])
            path = nil
        }
    }

    /// For folders named on the command line: the path stands in a column of the case.
    init(column: String, at place: SourcePlace) {
        path = Template(naming: "case.\(column)", at: place)
        folder = "/"
    }

    func problems(for use: ProviderUse) -> [Problem] {
        guard let path else { return [] }
        return TemplateNames.problems(in: [path], for: use) + TemplateNames.unused(in: [path], for: use)
    }

    func generate(_ request: GenerationRequest) async throws -> Generation {
        guard let path else { throw CellFailure("missing_file", "no path") }
        let written = try path.filled { TemplateNames.value($0, in: request, output: nil) }
        guard !written.isEmpty else { throw CellFailure("missing_file", "this folder has no file for the case") }
        let source = Paths.absolute(written, from: folder)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: source, isDirectory: &isFolder), !isFolder.boolValue else {
            throw CellFailure("missing_file", "no file at \(Template.masked(Paths.relative(source, to: folder), path.secrets))")
        }
        guard Paths.isRegularFile(source, following: true) else {
            throw CellFailure("unreadable", "\(Template.masked(Paths.relative(source, to: folder), path.secrets)) is not a regular file")
        }
        let copy = "\(request.workFolder)/output"
        do {
            // A link is followed, so that what is kept is the picture and not the way to it.
            try FileManager.default.copyItem(atPath: (source as NSString).resolvingSymlinksInPath, toPath: copy)
        } catch {
            throw CellFailure("unreadable", "cannot copy \(Paths.relative(source, to: folder)): \(error.localizedDescription)")
        }
        return Generation(path: copy, costUSD: 0)
    }
}
