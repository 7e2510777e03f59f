import Catalogs
import Pipeline

/// `report.md`: everything in Markdown, for a repository or a folder; pictures and sounds by relative path.
package struct MarkdownReport: ReportFormat {
    package static let name = "md"
    package static let summary = "report.md: the whole report in Markdown, media by relative path"
    package static let fileName = "report.md"

    package init(options: inout Options) {}

    package func render(_ record: RunRecord, in context: ReportContext) throws -> String {
        var settings = ModelSettings()
        settings.title = context.settings.title
        settings.runFolder = context.runFolder
        settings.files = context.reports.filter { $0 != Self.fileName }
        settings.mostCases = 200
        let model = MarkdownModel(record, settings: settings, spectrograms: context.files.spectrograms)
        return MarkdownTables.withASCIIMinus(try Templates.standard().render("comparison.md", model))
    }

    package func companions(of record: RunRecord, in _: ReportContext) -> [ReportCompanion] {
        record.comparisons.compactMap { MarkdownChart($0, base: "")?.companion }
    }
}
