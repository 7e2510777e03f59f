import Catalogs
import Foundation
import Pipeline

/// Writes a record in the named formats into its run folder; each file appears whole or not at all.
///
/// - Returns: the absolute paths of the files, in the order of the formats.
/// - Throws: `ReportError`; a format that is unknown is refused before anything is written.
package func writeReports(
    _ record: RunRecord, in runFolder: String, formats: [String], settings: ReportSettings = ReportSettings()
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
    context.settings = settings
    // The pages come first: what they drew of sounds is shown elsewhere too.
    let (pages, texts) = (types.filter { $0 is HTMLReport.Type }, types.filter { !($0 is HTMLReport.Type) })
    for type in pages + texts {
        var options = Options(of: "report '\(type.name)'")
        let format = type.init(options: &options)
        let text = try format.render(record, in: context)
        for companion in try format.companions(of: record, in: context) { try context.files.write(companion.text, to: companion.path) }
        try context.files.write(text, to: type.fileName)
    }
    return types.map { folder.appendingPathComponent($0.fileName).path }
}
