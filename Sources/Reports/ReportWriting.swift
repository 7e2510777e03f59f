import Catalogs
import Foundation
import Pipeline

/// Writes a record in the named formats into its run folder; each file appears whole or not at all.
///
/// - Returns: the absolute paths of the files, in the order of the formats.
/// - Throws: `ReportError`; a format that is unknown is refused before anything is written.
package func writeReports(
    _ record: RunRecord, in runFolder: String, formats: [String], title: String? = nil, mediaBudget: Int? = nil,
    cases: CaseExtent = .interesting
) throws -> [String] {
    let folder = URL(fileURLWithPath: runFolder).standardizedFileURL
    let types = try formats.reduce(into: [any ReportFormat.Type]()) { types, name in
        guard let type = reportFormats.first(where: { $0.name == name }) else {
            throw ReportError(.unknownFormat, reportFormatCatalog.unknown(name, at: nil).description)
        }
        if !types.contains(where: { $0.name == type.name }) { types.append(type) }
    }
    var context = ReportContext(runFolder: folder.path)
    context.reports = types.map { $0.fileName }
    context.title = title
    context.mediaBudget = mediaBudget
    context.cases = cases
    return try types.map { type in
        var options = Options(of: "report '\(type.name)'")
        let text = try type.init(options: &options).render(record, in: context)
        try context.files.write(text, to: type.fileName)
        return folder.appendingPathComponent(type.fileName).path
    }
}
