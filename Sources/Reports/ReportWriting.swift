import Catalogs
import Foundation
import Pipeline

/// Writes a record in the named formats into its run folder; each file appears whole or not at all.
///
/// - Returns: the absolute paths of the files, in the order of the formats.
/// - Throws: `ReportError`; a format that is unknown is refused before anything is written.
package func writeReports(
    _ record: RunRecord, in runFolder: String, formats: [String], title: String? = nil, mediaBudget: Int? = nil,
    csv: CSVReport.Settings = CSVReport.Settings(), assetBase: String? = nil
) throws -> [String] {
    let folder = URL(fileURLWithPath: runFolder).standardizedFileURL
    let types = try formats.reduce(into: [any ReportFormat.Type]()) { types, name in
        guard let type = reportFormats.first(where: { $0.name == name }) else {
            throw ReportError(.unknownFormat, reportFormatCatalog.unknown(name, at: nil).description)
        }
        if !types.contains(where: { $0.name == type.name }) { types.append(type) }
    }
    var context = ReportContext(runFolder: folder.path)
    context.files = types.map { $0.fileName }
    context.title = title
    context.csv = csv
    context.assetBase = assetBase
    if let mediaBudget { context.mediaBudget = mediaBudget }
    return try types.map { type in
        var options = Options(of: "report '\(type.name)'")
        let format = type.init(options: &options)
        let text = try format.render(record, in: context)
        for companion in try format.companions(of: record, in: context) {
            try write(companion.text, to: folder.appendingPathComponent(companion.path))
        }
        let target = folder.appendingPathComponent(type.fileName)
        try write(text, to: target)
        return target.path
    }
}

private func write(_ text: String, to target: URL) throws {
    do {
        try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        // Atomic: a temporary name beside the target, then a rename.
        try Data(text.utf8).write(to: target, options: .atomic)
    } catch {
        throw ReportError(
            .unwritable, "\(target.lastPathComponent) cannot be written to \(target.deletingLastPathComponent().path): \(reason(error))")
    }
}

private func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    return (underlying ?? error as NSError).localizedDescription
}
